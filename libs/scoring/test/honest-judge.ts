import type { ChatBody } from '#testing';

/** What a judge was asked, as it stands in the request. */
export interface AskedOfJudge {
  kind: 'LEVEL' | 'BAND' | 'FAIL';
  marker: string;
  turns: { turn: number; speaker: string; words: string }[];
  quotable: number[];
  options: (string | number)[];
  /** The question alone, without the transcript. */
  question: string;
}

interface AnswerSchema {
  properties: {
    evidence: { items: { properties: { turn: { enum: number[] } } } };
    answer: { enum: (string | number)[] };
  };
}

/** Reads a request of a judge on VLLM; null for any other. */
export function askedOfJudge({ messages, structured_outputs: wanted }: ChatBody): AskedOfJudge | null {
  const schema = wanted?.json as unknown as AnswerSchema | undefined;
  const [, marker, lines, question] =
    /^(DATA-[0-9a-f]{24})\n([\s\S]*)\n\1\n\n([\s\S]*)$/.exec(messages.at(-1)?.content ?? '') ?? [];
  if (!schema || !marker || !lines || !question) return null;
  const options = schema.properties.answer.enum;
  return {
    kind: options.includes('YES') ? 'FAIL' : options.includes(0) ? 'LEVEL' : 'BAND',
    marker,
    turns: lines.split('\n').map((line) => JSON.parse(line) as AskedOfJudge['turns'][number]),
    quotable: schema.properties.evidence.items.properties.turn.enum,
    options,
    question,
  };
}

/** The first words of the nth turn that may be quoted, counted from the end when negative. */
export function quoteOf({ turns, quotable }: AskedOfJudge, nth: number): { turn: number; quote: string } {
  const number = quotable.at(nth);
  const words = turns.find(({ turn }) => turn === number)?.words ?? '';
  return { turn: number ?? 0, quote: words.slice(0, 30) };
}

/** A judge that reads the transcript and quotes it letter for letter: level 4 for all, RESOLUTION, and no critical fail. */
export function honestAnswer(body: ChatBody): string | undefined {
  const asked = askedOfJudge(body);
  if (!asked) return undefined;
  const answer = asked.kind === 'LEVEL' ? 4 : asked.kind === 'BAND' ? 'RESOLUTION' : 'NO';
  const evidence = asked.kind === 'FAIL' ? [] : [quoteOf(asked, asked.kind === 'BAND' ? -1 : 1)];
  return JSON.stringify({ evidence, reason: 'The officer takes up what the civilian said.', answer });
}
