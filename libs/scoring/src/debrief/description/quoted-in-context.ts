import { Evidence, Speaker, TranscriptTurn } from '../../transcript.js';
import type { Excerpt, ShownTurn, TurnPart } from './debrief-document.js';
import { beginningOf, endOf, LEFT_OUT, middleLeftOut } from './shortened.js';

/** Quoted turns shown of one level or finding; further ones are named by their number. */
const MOST_QUOTED = 5;
/** UTF-16 units shown of a turn beside the quoted one, of the words around a quotation, and of a quotation. */
const MOST = { neighbour: 220, around: 160, quoted: 700 };

const SPEAKERS: Record<Speaker, string> = {
  OFFICER: 'Officer',
  CIVILIAN: 'Civilian',
  BYSTANDER: 'Bystander',
  DISPATCHER: 'Dispatcher',
};

/**
 * The quotations of a level or finding in the order of the dialogue, each in its turn between its neighbours. Quotations that stand next to each
 * other share an excerpt. One that its turn does not have is left out: only exact words are shown as quoted.
 */
export function quotedInContext(
  turns: readonly TranscriptTurn[],
  evidence: readonly Evidence[],
): { excerpts: Excerpt[]; further: string | null } {
  const quoted = turns.flatMap((turn, at) => {
    const parts = partsOf(
      turn.text,
      evidence.filter((one) => one.turn === turn.number),
    );
    return parts.some((part) => part.quoted) ? [{ at, shown: shown(turn, parts) }] : [];
  });
  const kept = new Map(quoted.slice(0, MOST_QUOTED).map((one) => [one.at, one.shown]));
  const excerpts: Excerpt[] = [];
  let reached = -1;
  for (const at of kept.keys()) {
    if (Math.max(0, at - 1) > reached + 1 || excerpts.length === 0) {
      excerpts.push([]);
      reached = at - 2;
    }
    for (let place = Math.max(0, reached + 1); place <= Math.min(at + 1, turns.length - 1); place++) {
      excerpts.at(-1)?.push(kept.get(place) ?? neighbour(turns[place]));
      reached = place;
    }
  }
  const hidden = quoted.slice(MOST_QUOTED).map((one) => one.shown.number);
  return {
    excerpts,
    further: hidden.length > 0 ? `Also quoted: ${hidden.length === 1 ? 'turn' : 'turns'} ${hidden.join(', ')}.` : null,
  };
}

/** The first exact quotation, on one line; null when there is none. */
export function firstQuotation(turns: readonly TranscriptTurn[], evidence: readonly Evidence[]): string | null {
  const found = evidence.find(({ turn, quote }) => {
    return quote.trim() !== '' && turns.some(({ number, text }) => number === turn && text.includes(quote));
  });
  return found ? `“${middleLeftOut(found.quote.trim(), 260)}” (turn ${found.turn})` : null;
}

const shown = ({ number, speaker }: TranscriptTurn, parts: TurnPart[]): ShownTurn => ({
  number,
  speaker: SPEAKERS[speaker],
  parts,
});

function neighbour(turn: TranscriptTurn): ShownTurn {
  const text = beginningOf(turn.text, MOST.neighbour);
  return shown(turn, [{ text: text === turn.text ? text : `${text.trimEnd()} …`, quoted: false }]);
}

/** A turn's text with what is quoted marked; overlapping quotations are one, and long words around them are left out. */
function partsOf(text: string, evidence: readonly Evidence[]): TurnPart[] {
  const ranges = evidence
    .filter(({ quote }) => quote.trim() !== '' && text.includes(quote))
    .map(({ quote }) => ({ from: text.indexOf(quote), to: text.indexOf(quote) + quote.length }))
    .sort((first, second) => first.from - second.from);
  const parts: TurnPart[] = [];
  let done = 0;
  for (const { from, to } of ranges) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    if (start > done) parts.push({ text: before(text.slice(done, start), parts.length === 0), quoted: false });
    const words = middleLeftOut(text.slice(start, to), MOST.quoted);
    const last = parts.at(-1);
    if (last?.quoted) last.text += words;
    else parts.push({ text: words, quoted: true });
    done = to;
  }
  const rest = text.slice(done);
  if (rest !== '') {
    const kept = beginningOf(rest, MOST.around);
    parts.push({ text: kept === rest ? rest : `${kept.trimEnd()} …`, quoted: false });
  }
  return parts;
}

function before(gap: string, leading: boolean): string {
  if (!leading) return gap.length <= 2 * MOST.around ? gap : betweenQuotations(gap);
  const kept = endOf(gap, MOST.around);
  return kept === gap ? gap : `… ${kept}`;
}

const betweenQuotations = (gap: string): string =>
  `${beginningOf(gap, MOST.around / 2)}${LEFT_OUT}${endOf(gap, MOST.around / 2)}`;
