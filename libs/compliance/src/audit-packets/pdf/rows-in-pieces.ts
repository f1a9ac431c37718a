import type { TableCell } from '../description/packet-document.js';

/** Points: more than a letter of a table takes on the average. */
const LETTER = 5.2;
/** Lines of a cell at most: even of the widest letters so many are less than a page. */
const MOST_LINES = 30;

/**
 * A row as rows that each fit on a page, for a row is never broken: the layout engine fails where a mark meets the foot of a page. What is
 * too long goes on in further rows.
 * @param widths of the columns, in points
 */
export function rowsInPieces(row: readonly TableCell[], widths: readonly number[]): TableCell[][] {
  const pieces = row.map((cell, at) => cellInPieces(cell, widths[at]!));
  const count = Math.max(1, ...pieces.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => pieces.map((of) => of[at] ?? ''));
}

function cellInPieces(cell: TableCell, width: number): TableCell[] {
  if (typeof cell !== 'string' && 'status' in cell) return [cell];
  const text = typeof cell === 'string' ? cell : cell.text;
  const most = Math.max(1, Math.floor(width / LETTER)) * MOST_LINES;
  if (text.length <= most) return [cell];
  const letters = [...text];
  const pieces: TableCell[] = [];
  for (let from = 0; from < letters.length; from += most) {
    const piece = letters.slice(from, from + most).join('');
    pieces.push(typeof cell === 'string' ? piece : { ...cell, text: piece });
  }
  return pieces;
}
