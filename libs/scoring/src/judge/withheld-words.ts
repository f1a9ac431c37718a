import { addressedToGrader } from '../features/addressed-to-grader.js';
import type { Evidence, TranscriptTurn } from '../transcript.js';

/** A stretch of a turn, exact. */
export interface Stretch {
  text: string;
  /** Whether it is meant for whoever grades, or is made to look like more than what its speaker says. */
  withheld: boolean;
}

/** A turn as it may be told to a judge: joined again, its stretches are what was said. */
export interface SiftedTurn extends Omit<TranscriptTurn, 'text'> {
  stretches: Stretch[];
}

/** What no person says to another: control tokens of chat templates, answers in JSON, tags of a prompt. All of such a turn is machine text. */
const MACHINE_TEXT =
  /<\|[^\n]{0,40}\|>|<\/?s>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|["']\\?(?:level|levels|band|evidence|found|reason|turn|role|answer|score|speaker)\\?["']\s*:|<\/?(?:answer|instructions?|grade|transcript|system|level|rubric|result|tool)\b|\b[A-Z]+_[A-Z_]+ ?[=:] ?\d/;
/** A line in the voice of a prompt, or of somebody else's turn in the transcript. Radio talk and "he said" are an officer's own words. */
const OTHER_VOICE =
  /^[^\p{L}\n]*(?:turn \d+,? *)?(?:system|assistant|user|human|tool|developer|admin|model|civilian|suspect|subject|narrator|narration|judge|grader|rubric|result|evaluation|instructions?|ooc)\s*:/iu;
const SCORE_LINE =
  /\b(?:level|score|final|outcome|grade|process|penalties|critical ?fails?)\s*[=:]\s*(?:\d|none\b|resolution\b)/i;

/** Each with the space after it. */
const sentencesOf = (text: string): string[] =>
  text.split(/(?<=\n)|(?<=[.!?。！？।]["'”’)]?\s)/u).filter((sentence) => sentence !== '');

const meantForGrader = (text: string): boolean => addressedToGrader(text) || SCORE_LINE.test(text);

function sifted({ speaker, text }: TranscriptTurn): Stretch[] {
  if (speaker === 'OFFICER' && MACHINE_TEXT.test(text.normalize('NFKC'))) return [{ text, withheld: true }];
  let voice = false;
  const stretches = sentencesOf(text).map((sentence): Stretch => {
    // Who speaks for somebody else does so to the end of the line.
    voice ||= speaker === 'OFFICER' && OTHER_VOICE.test(sentence);
    const withheld = voice || meantForGrader(sentence);
    if (sentence.endsWith('\n')) voice = false;
    return { text: sentence, withheld };
  });
  // Said in pieces, so that no sentence alone says it.
  if (!stretches.some(({ withheld }) => withheld) && meantForGrader(text)) return [{ text, withheld: true }];
  return stretches;
}

/** An order to a grader may begin in one turn of the officer and end in the next. */
function acrossTurns(turns: readonly SiftedTurn[]): void {
  const officer = turns.filter(({ speaker, stretches }) => speaker === 'OFFICER' && stretches.length > 0);
  for (const [at, { stretches }] of officer.entries()) {
    const last = stretches[stretches.length - 1];
    const first = officer[at + 1]?.stretches[0];
    if (!first || last.withheld || first.withheld || !meantForGrader(`${last.text.trimEnd()} ${first.text}`)) continue;
    last.withheld = true;
    first.withheld = true;
  }
}

const together = (stretches: readonly Stretch[]): Stretch[] =>
  stretches.reduce<Stretch[]>((joined, { text, withheld }) => {
    const last = joined.at(-1);
    if (last?.withheld === withheld) last.text += text;
    else joined.push({ text, withheld });
    return joined;
  }, []);

/** Parts what was said to the people at the scene, whatever it is, from words that are meant for a grader. Total: any text is accepted. */
export function siftedTurns(turns: readonly TranscriptTurn[]): SiftedTurn[] {
  const parted = turns.map((turn) => ({ number: turn.number, speaker: turn.speaker, stretches: sifted(turn) }));
  acrossTurns(parted);
  return parted.map((turn) => ({ ...turn, stretches: together(turn.stretches) }));
}

/** The exact words that a judge is not shown, in order, for the person who reviews. */
export const withheldWords = (turns: readonly SiftedTurn[]): Evidence[] =>
  turns.flatMap(({ number, stretches }) =>
    stretches.filter(({ withheld }) => withheld).map(({ text }) => ({ turn: number, quote: text })),
  );
