import { z } from 'zod';
import type { JudgeQuestion } from './judge-question.js';

const MOST_EVIDENCE = 4;
const LONGEST_QUOTE = 240;
const LONGEST_REASON = 400;

export type AnswerValue = string | number;

/**
 * The JSON schema of an answer: in words that every engine's grammar keeps, with the session's turns as an enum. The evidence comes before
 * what is concluded from it.
 * @param options in the order in which they are shown
 */
export const answerSchema = (
  { kind, quotable }: JudgeQuestion,
  options: readonly AnswerValue[],
): Record<string, unknown> => ({
  type: 'object',
  properties: {
    evidence: {
      type: 'array',
      // What was not done has no words.
      minItems: kind === 'FAIL' ? 0 : 1,
      maxItems: MOST_EVIDENCE,
      items: {
        type: 'object',
        properties: {
          turn: { enum: [...quotable] },
          quote: { type: 'string', minLength: 1, maxLength: LONGEST_QUOTE },
        },
        required: ['turn', 'quote'],
        additionalProperties: false,
      },
    },
    reason: { type: 'string', minLength: 1, maxLength: LONGEST_REASON },
    answer: { enum: [...options] },
  },
  required: ['evidence', 'reason', 'answer'],
  additionalProperties: false,
});

export interface WrittenAnswer {
  evidence: { turn: number; quote: string }[];
  reason: string;
  answer: AnswerValue;
}

/** Without the turns and options of one question: zod compiles a shape at its first use, and that costs more than many answers. */
const ANSWER = z.strictObject({
  evidence: z.array(z.strictObject({ turn: z.int(), quote: z.string().min(1).max(LONGEST_QUOTE) })).max(MOST_EVIDENCE),
  reason: z.string().trim().min(1).max(LONGEST_REASON),
  answer: z.union([z.string(), z.number()]),
});

/**
 * The same schema, for an engine whose grammar kept none of it.
 * @returns null for text that is no such answer
 */
export function readAnswer(
  text: string,
  { quotable }: JudgeQuestion,
  options: readonly AnswerValue[],
): WrittenAnswer | null {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return null;
  }
  const read = ANSWER.safeParse(written);
  if (!read.success) return null;
  const { evidence, answer } = read.data;
  return evidence.every(({ turn }) => quotable.includes(turn)) && options.includes(answer) ? read.data : null;
}
