import { civilianSpeech, Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { spokenWordCount } from './spoken-acts.js';
import { wordsIn } from './words.js';

/**
 * The officer's share of all words that officer and civilian spoke, 0 to 1; absent when nobody spoke. Source: talk-to-listen
 * share of motivational interviewing coding (MISC 2.5), where a listener speaks for less than half the time.
 */
export function talkRatio(turns: readonly TranscriptTurn[]): number | undefined {
  const count = (spoken: readonly TranscriptTurn[], words: (text: string) => number): number =>
    spoken.reduce((sum, turn) => sum + words(turn.text), 0);
  const officer = count(turnsOf(turns, 'OFFICER'), spokenWordCount);
  const civilian = count(turnsOf(turns, 'CIVILIAN'), (text) => wordsIn(civilianSpeech(text)).length);
  return officer + civilian === 0 ? undefined : officer / (officer + civilian);
}

const CUT_OFF = /(?:[—–]|--+|\s-)\s*["'”’]?\s*$/;
const SAID_OUT_LOUD =
  /\b(?:let me (?:stop|cut|interrupt) you|i(?:'m| am) (?:talking|speaking)(?: now)?(?=[.!,]|$)|don't (?:talk over|interrupt) me|stop talking|(?:be|keep) quiet|enough(?=[.!]|$)|let me finish)/i;

/**
 * Officer turns that cut the civilian short: the civilian's turn just before ends in a dash, or the officer says so. A
 * transcript has no overlap times, so true interruptions that the transcriber did not mark are missed.
 */
export function interruptions(turns: readonly TranscriptTurn[]): Evidence[] {
  return turns.flatMap((turn, index) => {
    if (turn.speaker !== 'OFFICER') return [];
    const explicit = SAID_OUT_LOUD.exec(turn.text)?.[0];
    const before = turns[index - 1];
    const cut = before?.speaker === 'CIVILIAN' && CUT_OFF.test(before.text);
    const quote = explicit ?? (cut ? firstWords(turn.text) : undefined);
    return quote ? [{ turn: turn.number, quote }] : [];
  });
}

/** The opening of a turn, at most eighty characters, as evidence of when somebody spoke. */
export function firstWords(text: string): string {
  const start = text.trimStart();
  if (start.length <= 80) return start.trimEnd();
  const cut = start.lastIndexOf(' ', 80);
  return start.slice(0, cut > 20 ? cut : 80);
}
