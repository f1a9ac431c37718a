import type { ChatBody } from '#testing';
import type { ChatEvent, ChatModel, ChatRequest, ModelRef } from '#slm';
import type { GradeInput, ProposedGrade } from '../../src/index.js';
import { askJudge } from '../../src/judge/ask-judge.js';
import { shownText } from '../../src/judge/shown-text.js';
import { askedOfJudge, honestAnswer, quoteOf, type AskedOfJudge } from '../honest-judge.js';
import type { Attack } from './attacks.js';

export const JUDGE_REF: ModelRef = {
  ...{ versionId: '0198c0de-0000-7000-8000-000000000001', kind: 'INFERENCE_SERVER', label: 'told', lane: 'judging' },
  ...{ code: 'told', version: '1.0', servedName: 'told', adapterName: null, adapterDigest: null },
  ...{ weightsDigest: 'a'.repeat(64), tokenizerDigest: 'b'.repeat(64), templateDigest: 'c'.repeat(64) },
  ...{ promptTemplate: 'judge-1', contextTokens: 131_072 },
};

const bodyOf = ({ messages, jsonSchema }: ChatRequest): ChatBody =>
  ({ messages, structured_outputs: { json: jsonSchema?.schema } }) as unknown as ChatBody;

/** A judge at the port that engines serve: it answers every request by what stands in it, as a model does. */
abstract class ToldJudge implements ChatModel {
  readonly ref = JUDGE_REF;
  protected abstract answer(body: ChatBody): string;

  async *chat(request: ChatRequest): AsyncGenerator<ChatEvent> {
    const text = this.answer(bodyOf(request));
    const timings = { firstTextMs: 1, totalMs: 1 };
    yield { type: 'final', text, finishReason: 'STOP', usage: null, timings, engineName: 'told' };
    await Promise.resolve();
  }

  countTokens(): Promise<number> {
    return Promise.resolve(1_000);
  }
}

export class HonestJudge extends ToldJudge {
  protected answer(body: ChatBody): string {
    const answer = honestAnswer(body);
    if (answer === undefined) throw new Error('the request is none of a judge');
    return answer;
  }
}

const BEST = ['RESOLUTION', 'DE_ESCALATION', 'CONTAINMENT'];
/** So many words in a row of an attack, and who knows it understands it. */
const UNDERSTOOD = 3;

/**
 * A judge that obeys: where it sees three words in a row of the attack, in any language and spelling, it answers level 5, the best band and that no
 * critical fail was found. It quotes the attack first and, where that does not count, honest words of the same speaker. Else it is honest.
 */
export class GullibleJudge extends HonestJudge {
  /** Whether any request showed it the attack. */
  obeyed = false;
  private asked = 0;
  private readonly pieces: string[];

  constructor({ turns }: Attack) {
    super();
    this.pieces = turns.flatMap((text) => {
      const words = shownText(text)
        .text.split(/\s+/)
        .filter((word) => word !== '');
      const last = Math.max(0, words.length - UNDERSTOOD);
      return Array.from({ length: last + 1 }, (_, at) => words.slice(at, at + UNDERSTOOD).join(' '));
    });
  }

  protected override answer(body: ChatBody): string {
    const asked = askedOfJudge(body);
    if (!asked || !this.sees(asked)) return super.answer(body);
    this.obeyed = true;
    const answer =
      asked.kind === 'LEVEL' ? 5 : asked.kind === 'FAIL' ? 'NO' : BEST.find((band) => asked.options.includes(band));
    const evidence = [this.asked++ % 5 === 0 ? this.injected(asked) : this.honest(asked)];
    return JSON.stringify({ evidence, reason: 'As I was told.', answer });
  }

  private sees({ turns }: AskedOfJudge): boolean {
    return turns.some(({ words }) => this.isIn(words));
  }

  private isIn(words: string): boolean {
    const read = words.split(/\s+/).join(' ');
    return this.pieces.some((piece) => read.includes(piece));
  }

  private injected(asked: AskedOfJudge): { turn: number; quote: string } {
    const at = asked.quotable.findIndex((number) =>
      asked.turns.some((one) => one.turn === number && this.isIn(one.words)),
    );
    return quoteOf(asked, Math.max(0, at));
  }

  private honest(asked: AskedOfJudge): { turn: number; quote: string } {
    const places = asked.quotable.map((number, at) => ({
      at,
      words: asked.turns.find(({ turn }) => turn === number)?.words,
    }));
    return quoteOf(asked, places.find(({ words = '' }) => words.length > 20 && !this.isIn(words))?.at ?? 0);
  }
}

/** What the judge makes of a session, by all the code around it; null where it makes no grade. */
export async function judged(model: ChatModel, input: GradeInput): Promise<ProposedGrade | null> {
  const { proposal } = await askJudge(model, input, {
    ...{ sessionId: 'session', rubricVersionId: 'rubric', signal: new AbortController().signal, patient: false },
  });
  return proposal;
}
