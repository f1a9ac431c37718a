import { Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { spokenParts } from './spoken-parts.js';

const CLOSES_IN =
  /\bi(?:'m| am|'ll| will|'m going to|'m gonna| am going to)? (?:just )?(?:com(?:e|ing) (?:in|over|up|closer|to you|at you)|walk(?:ing)? (?:over|up|right)|step(?:ping)? (?:in|up|closer)|mov(?:e|ing) (?:in|closer)|grab(?:bing)? (?:it|that|you|your|the)|tak(?:e|ing) (?:it|that|the \w+) (?:off|from|away|out of))/i;
const ASKS_FIRST =
  /\b(?:(?:may|can|could|should) i|(?:okay|ok|all right|alright) (?:if|with)|if (?:that's|it's|you(?:'re| are)? (?:okay|let|want|say))|only (?:if|when)|when(?:ever)? you|with you)\b/i;

/** Sentences an officer spoke that match; with `toCivilianOnly`, only in turns that do not address a grader. */
export function sayings(
  turns: readonly TranscriptTurn[],
  pattern: RegExp,
  { unless, toCivilianOnly = false }: { unless?: RegExp; toCivilianOnly?: boolean } = {},
): Evidence[] {
  return turnsOf(turns, 'OFFICER').flatMap(({ number, text }) =>
    spokenParts(text)
      .filter((part) => part.toCivilian || !toCivilianOnly)
      .flatMap((part) => part.text.match(/[^.!?\n]+[.!?]*/g) ?? [])
      .map((sentence) => sentence.trim())
      .filter((sentence) => {
        const plain = sentence.replace(/[’‘ʼ]/g, "'");
        return sentence !== '' && pattern.test(plain) && !unless?.test(plain);
      })
      .map((quote) => ({ turn: number, quote })),
  );
}

/** The officer says that they come closer or take hold, without asking. Source: PERF ICAT module 5 (distance and cover). */
export function closingIn(turns: readonly TranscriptTurn[]): Evidence[] {
  return sayings(turns, CLOSES_IN, { unless: ASKS_FIRST });
}
