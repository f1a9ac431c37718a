import { readFile } from 'node:fs/promises';
import { importContent, type ImportedItem } from '#curricula';
import { UserError } from '#platform';
import type { EvaluationCase } from '#slm';

export interface ReadCases {
  cases: EvaluationCase[];
  /** What of the file is no case, a line each. */
  leftOut: string[];
}

/**
 * Held-out cases from a file in any of the formats that agencies import: cases and transcripts of DeEscalWild, or chats.
 * @throws UserError INVALID when there is none to answer in
 */
export async function readCases(file: string): Promise<ReadCases> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError('INVALID', 'cases', `${file} cannot be read: ${error.code ?? error.message}`);
  });
  const { items, rejected } = importContent({ fileName: file, content });
  const leftOut = rejected.map(({ line, reason }) => (line === null ? reason : `line ${line}: ${reason}`));
  const cases = items.flatMap((item) => {
    const one = caseOf(item);
    if (one.turns.some(({ speaker }) => speaker === 'OFFICER')) return [one];
    leftOut.push(`line ${item.line}: no officer speaks in ${item.key}`);
    return [];
  });
  if (cases.length > 0) return { cases, leftOut };
  throw new UserError('INVALID', 'cases', [`${file} holds no case:`, ...leftOut.slice(0, 5)].join('\n  '));
}

function caseOf(item: ImportedItem): EvaluationCase {
  if (item.kind === 'DIALOGUE') {
    const situation = item.situation ?? 'A police officer talks to you.';
    return { key: item.key, situation, persona: { name: nameIn(situation) }, turns: item.turns.map(spoken) };
  }
  const { name = UNNAMED, age, emotionalState, speakingStyle, background } = item.persona ?? {};
  return {
    key: item.key,
    situation: item.situation === '' ? item.title : item.situation,
    persona: { name, age, emotionalState, speakingStyle, background },
    turns: (item.officerLines ?? []).map((text) => ({ speaker: 'OFFICER', text })),
  };
}

const spoken = ({ speaker, text }: EvaluationCase['turns'][number]): EvaluationCase['turns'][number] => ({
  speaker,
  text,
});

const UNNAMED = 'The civilian';

/** Chats for fine-tuning begin "You are Petra Malloy, 58. ..." */
const nameIn = (situation: string): string =>
  /^You are (\p{Lu}[\p{L}'. -]{0,60}?)[,.;]/u.exec(situation)?.[1] ?? UNNAMED;
