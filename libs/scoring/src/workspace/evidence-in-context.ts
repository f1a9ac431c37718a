import type { Evidence, TranscriptTurn } from '../transcript.js';

/** A quote where it was said: in its turn, with the turns around it. */
export interface EvidenceInContext extends Evidence {
  /** The turn before; null for the first. */
  before: TranscriptTurn | null;
  /** null where the session has no such turn, as a draft may say. */
  said: TranscriptTurn | null;
  after: TranscriptTurn | null;
  /** Where the quote begins and ends in the turn's text, in UTF-16 units, the end not included; null where it is not in there. */
  start: number | null;
  end: number | null;
}

/** @param turns of the session, in order, numbered from 1 without gaps */
export function evidenceInContext(turns: readonly TranscriptTurn[], { turn, quote }: Evidence): EvidenceInContext {
  const at = (number: number): TranscriptTurn | null => turns.find((one) => one.number === number) ?? null;
  const said = at(turn);
  const found = said !== null && quote !== '' ? said.text.indexOf(quote) : -1;
  return {
    turn,
    quote,
    before: said && at(turn - 1),
    said,
    after: said && at(turn + 1),
    start: found < 0 ? null : found,
    end: found < 0 ? null : found + quote.length,
  };
}
