import { Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { allActs, SpokenAct } from './spoken-acts.js';
import { spokenParts } from './spoken-parts.js';
import { overlap } from './words.js';

/** From this share of common words on, an order is the same order again. */
const SAME_ORDER = 0.6;

/**
 * Orders given before in nearly the same words. Source: PERF ICAT (alternatives to repeating a command); the threshold of
 * sixty per cent common words is this project's own.
 */
export function repeatedOrders(acts: readonly SpokenAct[]): SpokenAct[] {
  const orders = allActs(acts, 'ORDER', 'ULTIMATUM');
  return orders.filter((order, index) =>
    orders
      .slice(0, index)
      .some((earlier) =>
        earlier.quote !== order.quote || earlier.turn !== order.turn
          ? overlap(earlier.quote, order.quote) >= SAME_ORDER
          : false,
      ),
  );
}

/** Words in capitals, of at least eight letters together in one spoken sentence: how a transcript writes shouting. */
export function shouting(turns: readonly TranscriptTurn[]): Evidence[] {
  return turnsOf(turns, 'OFFICER').flatMap(({ number, text }) => {
    const loud = spokenParts(text)
      .flatMap((part) => part.text.match(/[^.!?\n]+[.!?]*/g) ?? [])
      .map((sentence) => sentence.trim())
      .find((sentence) => {
        const letters = sentence.replace(/[^\p{L}]/gu, '');
        return (letters.length >= 8 && letters === letters.toUpperCase()) || /\w[^.?!]*!{2,}$/.test(sentence);
      });
    return loud ? [{ turn: number, quote: loud }] : [];
  });
}

/** A lapse of self-control in words. */
export interface Lapse extends Evidence {
  kind: 'INSULT' | 'PROFANITY' | 'THREAT' | 'ULTIMATUM' | 'DISMISSAL' | 'SHOUTING';
}

/** Lapses in order, at most one of a kind per turn. Source of the kinds: DABS (remaining calm), T3 (self-control). */
export function lapses(turns: readonly TranscriptTurn[], acts: readonly SpokenAct[]): Lapse[] {
  const seen = new Set<string>();
  const spoken = allActs(acts, 'INSULT', 'PROFANITY', 'THREAT', 'ULTIMATUM', 'DISMISSAL').map((act) => ({
    kind: act.act as Lapse['kind'],
    turn: act.turn,
    quote: act.quote,
  }));
  const loud = shouting(turns).map((evidence) => ({ kind: 'SHOUTING' as const, ...evidence }));
  return [...spoken, ...loud]
    .filter(({ kind, turn }) => !seen.has(`${turn} ${kind}`) && seen.add(`${turn} ${kind}`))
    .sort((first, second) => first.turn - second.turn);
}

/** Lines the officer said before, word for word but for capitals and points. */
export function repeatedLines(turns: readonly TranscriptTurn[]): Evidence[] {
  const said: string[] = [];
  return turnsOf(turns, 'OFFICER').flatMap(({ number, text }) => {
    const again = text.trim().length >= 12 && said.some((earlier) => overlap(earlier, text) >= 0.8);
    said.push(text);
    return again ? [{ turn: number, quote: text.trim() }] : [];
  });
}
