import { plainText, wordsOf } from '../speech/clauses.js';
import type { SpokenTurn } from '../scripted-player/play-turn.js';

/** Shorter turns are said again by anybody: "I know." */
const FEWEST_WORDS = 4;
/** From here on a turn that is nearly another counts as it. */
const NEARLY_FROM = 8;
const NEARLY = 0.8;
/** So much of a turn taken over from the officer, word for word and in one piece, is an echo. */
const ECHOED = 0.75;
const ECHO_FROM = 6;
/** So often the same three words, or the same sentence, in one turn is a loop. */
const MOST_THREES = 3;
const MOST_SENTENCES = 2;

const STAGE = /^(?:\[[^\]]*\]\s*)+/;
const words = (text: string): string[] => wordsOf(plainText(text.replace(STAGE, '')));

const threes = (all: readonly string[]): string[] =>
  all.slice(2).map((word, at) => `${all[at]} ${all[at + 1]} ${word}`);

function share(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [new Set(threes(one)), new Set(threes(other))];
  const both = [...a].filter((three) => b.has(three)).length;
  return both / Math.max(1, a.size + b.size - both);
}

/** Length of the longest stretch of words that stands in both. */
function longestShared(one: readonly string[], other: readonly string[]): number {
  let longest = 0;
  let before = new Array<number>(other.length + 1).fill(0);
  for (const word of one) {
    const now = new Array<number>(other.length + 1).fill(0);
    for (let at = 0; at < other.length; at++) if (other[at] === word) now[at + 1] = (before[at] as number) + 1;
    longest = Math.max(longest, ...now);
    before = now;
  }
  return longest;
}

/** Whether a civilian's turn gives the officer's last words back instead of answering them. */
export function echoes(text: string, history: readonly SpokenTurn[]): boolean {
  const said = words(text);
  const officer = words(history.filter((turn) => turn.speaker === 'OFFICER').at(-1)?.text ?? '');
  if (said.length >= FEWEST_WORDS && said.join(' ') === officer.join(' ')) return true;
  return said.length >= ECHO_FROM && longestShared(said, officer) >= ECHOED * said.length;
}

/** Whether the civilian says an earlier turn of theirs again, or nearly. */
export function repeatsItself(text: string, history: readonly SpokenTurn[]): boolean {
  const said = words(text);
  if (said.length < FEWEST_WORDS) return saidThriceRunning(said, history);
  return history.some((turn) => {
    if (turn.speaker !== 'CIVILIAN') return false;
    const before = words(turn.text);
    if (before.join(' ') === said.join(' ')) return true;
    return Math.min(said.length, before.length) >= NEARLY_FROM && share(said, before) >= NEARLY;
  });
}

/** "No." twice running is stubborn; a third time nobody is there. */
function saidThriceRunning(said: readonly string[], history: readonly SpokenTurn[]): boolean {
  const last = history.filter((turn) => turn.speaker === 'CIVILIAN').slice(-2);
  return last.length === 2 && last.every((turn) => words(turn.text).join(' ') === said.join(' '));
}

/** Whether a turn turns in a circle: the dead end of a small model in a long dialogue. */
export function loops(text: string): boolean {
  const counts = new Map<string, number>();
  const most = (keys: readonly string[]): number => {
    counts.clear();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  const sentences = text.split(/[.!?\n]+/).map((one) => words(one).join(' '));
  return (
    most(threes(words(text))) > MOST_THREES ||
    most(sentences.filter((one) => one.split(' ').length >= 3)) > MOST_SENTENCES
  );
}
