import { parse } from 'csv-parse/sync';
import { lineNumbers } from './line-numbers.js';

export type CsvRecord = { line: number; fields: string[] } | { line: number; reason: string };

/**
 * Reads CSV (RFC 4180) record by record. The records are cut here and only then parsed, because a parser that reads on
 * from a stray quote takes good rows down with the bad one: here a record whose quotes do not match costs its first line.
 * A quotation mark inside a field that does not start with one is part of its text. Blank lines are left out.
 * @param text with LF line ends and no byte order mark
 * @param most records to read, the header included
 */
export function csvRecords(text: string, most: number): CsvRecord[] {
  const lineAt = lineNumbers(text);
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < text.length) {
    const line = lineAt(at);
    const end = recordEnd(text, at);
    const lineEnd = endOfLine(text, at);
    const record = text.slice(at, end ?? lineEnd);
    at = (end ?? lineEnd) + 1;
    if (record.trim() === '') continue;
    if (records.length === most) {
      records.push({ line, reason: `rows from here on were not read: a file has at most ${most - 1}` });
      break;
    }
    if (end === undefined) records.push({ line, reason: 'has a quotation mark that does not match' });
    else records.push({ line, ...fieldsOf(record) });
  }
  return records;
}

function fieldsOf(record: string): { fields: string[] } | { reason: string } {
  try {
    const [fields] = parse(record, { relax_column_count: true, relax_quotes: true });
    return fields ? { fields } : { reason: 'is empty' };
  } catch {
    return { reason: 'has a quotation mark that does not match' };
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The line break that ends the record, or undefined where its quotes do not match. */
function recordEnd(text: string, from: number): number | undefined {
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      at = closingQuote(text, at);
      if (at < 0) return undefined;
      at += 1;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
    }
    if (at >= text.length || text[at] === '\n') return Math.min(at, text.length);
    if (text[at] !== ',') return undefined;
    at += 1;
  }
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
