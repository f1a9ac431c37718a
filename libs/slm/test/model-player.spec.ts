import { describe, expect, it } from '@jest/globals';
import { EngineError, scriptedEngine, type PlayInput, type PlayMessage, type SpokenTurn } from '../src/index.js';
import { modelPlayer } from '../src/model-player/model-player.js';
import { BAD_TURNS } from './guards/bad-turns.fixture.js';
import { FakeChatModel, type FakeAnswer } from './fake-chat-model.js';
import { officersOfPacks } from '#testing';
import { scriptOf } from './scenario-pack.js';

const script = scriptOf('mental-health-crisis');
const opening: SpokenTurn[] = [{ speaker: 'OFFICER', text: 'Morning, Owen. My name is Dana. What is going on?' }];
const GOOD = 'It will not stop. The hum. It has been in the walls since Sunday.';
const BAD = 'As an AI language model I cannot help.';

const inputOf = (history = opening, signal = new AbortController().signal): PlayInput => ({
  sessionId: '0198c0de-0000-7000-8000-00000000000a',
  script,
  situation: 'A garage before sunrise.',
  history,
  seed: 11,
  signal,
});

async function play(answers: FakeAnswer[], input = inputOf()) {
  const model = new FakeChatModel(answers);
  const player = modelPlayer({ model, fallback: scriptedEngine(() => 0) });
  const messages: PlayMessage[] = [];
  for await (const message of player.play(input)) messages.push(message);
  const final = messages.at(-1);
  if (final?.type !== 'final') throw new Error('no final message');
  /** What a viewer saw of an attempt. */
  const seen = (attempt: number): string =>
    messages.map((one) => (one.type === 'text' && one.attempt === attempt ? one.text : '')).join('');
  return { model, messages, final, seen };
}

describe('a civilian played by a model', () => {
  it('streams a good turn and says how it was made', async () => {
    const { final, seen, model } = await play([{ text: GOOD }]);
    const cue = `[${script.cues[0]?.text}] `;
    expect(final).toMatchObject({ text: cue + GOOD, attempt: 1 });
    expect(seen(1)).toBe(final.text);
    expect(final.provenance).toMatchObject({
      engine: 'INFERENCE_SERVER',
      version: 'fake-7b 1.0',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      model: {
        versionId: model.ref.versionId,
        engineName: 'fake',
        promptTemplate: 'persona-1',
        promptTemplateDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        promptDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        promptTurns: { verbatim: 1, summarised: 0 },
        usage: { promptTokens: 100, completionTokens: 10, cachedTokens: null },
      },
    });
    expect(final.provenance.rejected ?? final.provenance.flagged).toBeUndefined();
    expect(model.requests[0]?.affinity).toBe(inputOf().sessionId);
  });

  it('withdraws a refused turn, tries once more with another seed, and keeps what was refused', async () => {
    const { final, seen, model } = await play([{ text: BAD }, { text: GOOD }]);
    expect(final).toMatchObject({ attempt: 2, provenance: { engine: 'INFERENCE_SERVER' } });
    expect(final.provenance.rejected).toEqual([
      { attempt: 1, fault: 'REFUSAL', text: expect.stringContaining('As an AI') },
    ]);
    expect(final.provenance.flagged).toBeUndefined();
    expect(model.requests[0]?.seed).not.toBe(model.requests[1]?.seed);
    expect(seen(2)).toBe(final.text);
    expect(seen(1)).not.toContain('language');
  });

  it('gives an attempt up as soon as its fault shows, not at its end', async () => {
    const { model } = await play([{ text: `Officer: ${'word '.repeat(50)}`, hangs: true }, { text: GOOD }]);
    expect(model.givenUp).toBe(1);
    expect(model.requests[0]?.signal.aborted).toBe(true);
  });

  it.each(Object.entries(BAD_TURNS).map(([fault, turns]) => [fault, turns[0], turns[1]] as const))(
    'lets the scripted player speak after two turns with %s, and flags the turn',
    async (fault, first, second) => {
      const { final } = await play([{ text: first }, { text: second }]);
      expect(final.attempt).toBe(3);
      expect(final.provenance).toMatchObject({ engine: 'SCRIPTED', flagged: true, rejected: [{ fault }, { fault }] });
      expect(script.lines.some((line) => final.text.endsWith(line.text))).toBe(true);
    },
  );

  it('tries once more when the engine breaks off, then leaves it to the task', async () => {
    const broken = new EngineError('BROKEN', 'closed mid-stream', { afterFirstText: true });
    const { final } = await play([{ text: 'It will not', throws: broken }, { text: GOOD }]);
    expect(final.provenance.rejected).toMatchObject([{ fault: 'ENGINE_FAILED', text: 'It will not' }]);
    await expect(play([{ throws: broken }, { throws: broken }])).rejects.toBe(broken);
  });

  it.each(['UNAVAILABLE', 'REJECTED'] as const)('does not ask an engine again that says %s', async (code) => {
    const refused = new EngineError(code, 'no');
    const model = new FakeChatModel([{ throws: refused }, { text: GOOD }]);
    const player = modelPlayer({ model, fallback: scriptedEngine(() => 0) });
    await expect(player.play(inputOf())[Symbol.asyncIterator]().next()).rejects.toBe(refused);
    expect(model.requests).toHaveLength(1);
  });

  it('stops the engine when told, and throws the reason', async () => {
    const running = new AbortController();
    const model = new FakeChatModel([{ text: GOOD, hangs: true }]);
    const player = modelPlayer({ model, fallback: scriptedEngine(() => 0) });
    const pieces = player.play(inputOf(opening, running.signal))[Symbol.asyncIterator]();
    await pieces.next();
    running.abort(new Error('the lease was lost'));
    const rest = async (): Promise<void> => {
      while (!(await pieces.next()).done);
    };
    await expect(rest()).rejects.toThrow('the lease was lost');
    expect(model.givenUp).toBe(1);
  });

  it('frees the engine when nobody listens any longer', async () => {
    const model = new FakeChatModel([{ text: GOOD, hangs: true }]);
    const player = modelPlayer({ model, fallback: scriptedEngine(() => 0) });
    for await (const message of player.play(inputOf())) if (message.type === 'text') break;
    expect(model.givenUp).toBe(1);
    expect(model.requests[0]?.signal.aborted).toBe(true);
  });

  it('comes to the scenario’s endings by what the officer says, and not to that of a script run out', async () => {
    const officers = new Map(await officersOfPacks()).get('mental-health-crisis');
    const endingOf = async (said: readonly string[]): Promise<string | undefined> => {
      const history: SpokenTurn[] = [];
      for (const [at, text] of said.entries()) {
        history.push({ speaker: 'OFFICER', text });
        const answer = `Number ${at}, that is what I am to all of you, a number ${at} on some list downtown.`;
        const { final, model } = await play([{ text: answer }], inputOf([...history]));
        const isToldToEnd = model.requests[0]?.messages.at(-1)?.content.includes('the last thing you say');
        expect(isToldToEnd).toBe(final.ended !== undefined);
        history.push({ speaker: 'CIVILIAN', text: final.text });
        if (final.ended) return final.ended.path;
      }
      return undefined;
    };
    expect(await endingOf(officers?.good ?? [])).toBe('RESOLUTION');
    expect(await endingOf(officers?.poor ?? [])).toBe('ESCALATION');
    expect(await endingOf([...(officers?.absurd ?? []), ...(officers?.absurd ?? [])])).toBeUndefined();
  });
});
