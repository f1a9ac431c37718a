import { describe, expect, it } from '@jest/globals';
import { EngineError, type ChatEvent, type ChatModel, type ChatRequest, type ModelRef } from '#slm';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import { GOOD_OFFICER } from '../transcripts.fixture.js';
import { askJudge, type JudgingOptions } from './ask-judge.js';

const REF: ModelRef = {
  ...{ versionId: '0198c0de-0000-7000-8000-000000000001', kind: 'INFERENCE_SERVER', label: 'fake', lane: 'judging' },
  ...{ code: 'fake-7b', version: '1.0', servedName: 'fake', adapterName: null, adapterDigest: null },
  ...{ weightsDigest: 'a'.repeat(64), tokenizerDigest: 'b'.repeat(64), templateDigest: 'c'.repeat(64) },
  ...{ promptTemplate: 'judge-1', contextTokens: 32_768 },
} as ModelRef;

/** What an engine says to one request: its words, or its words and then a failure. */
type Said = string | { words: string; error: Error };
type Speaker = (asked: { options: (string | number)[]; nth: number }) => Said;

const GOOD = (value: string | number): string =>
  JSON.stringify({
    evidence: value === 'RESOLUTION' ? [{ turn: 20, quote: 'Thank you.' }] : [{ turn: 3, quote: 'I hear you' }],
    ...{ reason: 'So it is.', answer: value },
  });
const honest: Speaker = ({ options }) => GOOD(options.includes('NO') ? 'NO' : options.includes(4) ? 4 : 'RESOLUTION');

/** An engine that is told what to say and remembers what it was asked. */
class ToldEngine implements ChatModel {
  readonly requests: ChatRequest[] = [];
  constructor(
    private readonly speaker: Speaker,
    readonly ref: ModelRef = REF,
    private readonly promptTokens = 4_000,
  ) {}

  async *chat(request: ChatRequest): AsyncGenerator<ChatEvent> {
    const schema = request.jsonSchema?.schema as { properties: { answer: { enum: (string | number)[] } } };
    const said = this.speaker({ options: schema.properties.answer.enum, nth: this.requests.push(request) - 1 });
    const text = typeof said === 'string' ? said : said.words;
    yield { type: 'text', text };
    if (typeof said !== 'string') throw said.error;
    const timings = { firstTextMs: 1, totalMs: 1 };
    yield { type: 'final', text, finishReason: 'STOP', usage: null, timings, engineName: 'told' };
  }

  countTokens(): Promise<number> {
    return Promise.resolve(this.promptTokens);
  }
}

const judge = (engine: ToldEngine, options: Partial<JudgingOptions> = {}) =>
  askJudge(
    engine,
    { rubric: CORE_RUBRIC, turns: GOOD_OFFICER },
    {
      ...{ sessionId: 's', rubricVersionId: 'r', signal: new AbortController().signal, patient: true },
      ...options,
    },
  );

describe('asking a judge', () => {
  it('asks no more than three times where every answer can be used', async () => {
    const engine = new ToldEngine(honest);
    const { proposal, unusable } = await judge(engine);
    expect(engine.requests).toHaveLength(48);
    expect(unusable).toEqual([]);
    expect(proposal?.score).toMatchObject({ complete: true });
    expect(proposal?.label).toBe('CERTIFYING');
  });

  it('asks twice more where answers cannot be used, keeps those, and grades as if they had not been', async () => {
    const broken = new EngineError('BROKEN', 'ended in the middle', { afterFirstText: true });
    const engine = new ToldEngine((asked) => {
      if (asked.nth === 0) return 'As an AI I cannot \0grade.';
      return asked.nth === 2 ? { words: '{"evidence":', error: broken } : honest(asked);
    });
    const { proposal, unusable } = await judge(engine);
    expect(engine.requests).toHaveLength(50);
    expect(unusable).toEqual([
      { question: 'SAFETY_TIME_DISTANCE', sample: 0, problem: 'NOT_OF_THE_SCHEMA', raw: 'As an AI I cannot grade.' },
      { question: 'SAFETY_TIME_DISTANCE', sample: 2, problem: 'NO_ANSWER', raw: '{"evidence":' },
    ]);
    const { proposal: clean } = await judge(new ToldEngine(honest));
    expect(proposal?.levels).toEqual(clean?.levels);
  });

  it('leaves to a person what three answers of five were unusable for, critical fails too', async () => {
    const engine = new ToldEngine((asked) => (asked.nth < 3 || asked.options.includes('NO') ? 'no' : honest(asked)));
    const { proposal, unusable } = await judge(engine);
    expect(proposal?.levels.map(({ level }) => level)).toEqual([null, 4, 4, 4, 4, 4, 4, 4]);
    expect(proposal?.openCriticalFails).toEqual(CORE_RUBRIC.criticalFails.map(({ code }) => code));
    expect(proposal?.score).toMatchObject({ complete: false });
    expect(unusable).toHaveLength(3 + 7 * 3);
  });

  it('makes no grade of nothing but unusable answers, and stops asking at two for each question', async () => {
    const engine = new ToldEngine(() => 'x'.repeat(20_000));
    const { proposal, refusal, unusable } = await judge(engine);
    expect({ proposal, refusal }).toEqual({ proposal: null, refusal: 'NOTHING_USABLE' });
    expect(engine.requests).toHaveLength(32);
    expect(unusable.every(({ raw }) => Buffer.byteLength(raw) === 8_192)).toBe(true);
  });

  it('keeps whole characters of what was said at length', async () => {
    const { unusable } = await judge(new ToldEngine(() => `x${'😀'.repeat(5_000)}`));
    expect(unusable[0]?.raw).toMatch(/^x(😀)+$/u);
    expect(Buffer.byteLength(unusable[0]?.raw ?? '')).toBeGreaterThan(8_180);
  });

  it('says what it did not ask when its time is up', async () => {
    const { proposal, refusal, notAsked } = await judge(new ToldEngine(honest), { withinMs: 0 });
    expect({ proposal, refusal }).toEqual({ proposal: null, refusal: 'NOTHING_USABLE' });
    expect(notAsked).toHaveLength(16);
  });

  it('asks nothing of a model whose context the transcript does not fit', async () => {
    const engine = new ToldEngine(honest, REF, 32_000);
    expect(await judge(engine)).toMatchObject({ proposal: null, refusal: 'TOO_LONG' });
    expect(engine.requests).toEqual([]);
  });

  it.each(['UNAVAILABLE', 'REJECTED'] as const)('gives up for now where the engine is %s', async (code) => {
    const error = new EngineError(code, 'no');
    await expect(judge(new ToldEngine(() => ({ words: '', error })), { patient: false })).rejects.toBe(error);
  });

  it('waits for an engine that says nothing, and at last takes its silence for an answer', async () => {
    const error = new EngineError('TIMED_OUT', 'no words');
    const silentOnce = () => new ToldEngine((asked) => (asked.nth === 0 ? { words: '', error } : honest(asked)));
    await expect(judge(silentOnce())).rejects.toBe(error);
    const { proposal, unusable } = await judge(silentOnce(), { patient: false });
    expect(unusable).toMatchObject([{ problem: 'NO_ANSWER', raw: '' }]);
    expect(proposal?.score).toMatchObject({ complete: true });
  });

  it('stops with the signal’s reason', async () => {
    const stopping = new AbortController();
    const reason = new Error('the worker stops');
    const engine = new ToldEngine((asked) => {
      stopping.abort(reason);
      return { words: honest(asked) as string, error: new EngineError('BROKEN', 'aborted') };
    });
    await expect(judge(engine, { signal: stopping.signal })).rejects.toBe(reason);
    expect(engine.requests).toHaveLength(1);
  });
});
