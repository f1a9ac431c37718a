import { spokenParts } from '../features/spoken-parts.js';

/** Longer sentences are cut: the encoder's time grows with them, and nobody says so much in one breath. */
const LONGEST = 400;
/** Sentences that are read of one turn; more is no speech. */
const MOST = 40;

/**
 * The sentences that were said to the civilian, in order. What addresses a grader or praises itself is left out: it can raise
 * nothing.
 */
export function speechSentences(speech: string): string[] {
  return spokenParts(speech)
    .filter(({ toCivilian }) => toCivilian)
    .flatMap(({ text }) => text.split(/(?<=[.!?…]["'”’)]?)\s+|\n+/))
    .map((sentence) => sentence.replace(/[’‘ʼ]/g, "'").replace(/\s+/g, ' ').trim().slice(0, LONGEST))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .slice(0, MOST);
}
