import { parse } from 'csv-parse/sync';

export type CsvRecord = { line: number; fields: string[] } | { line: number; reason: string };

const MISMATCH = 'has a quotation mark that does not match';

/**
 * Reads CSV (RFC 4180) record by record. The records are cut here and only then parsed, because a parser that reads on
 * from a stray quote takes good rows down with the bad one: here a record whose quotes do not match costs its first line.
 * A quotation mark inside a field that does not start with one is part of its text. Blank lines are left out.
 * @param text with LF line ends and no byte order mark
 * @param most records to read, the header included
 */
export function csvRecords(text: string, most: number): CsvRecord[] {
  const records: ({ line: number; text: string } | { line: number; reason: string })[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const end = recordEnd(text, at);
    const stop = end ?? endOfLine(text, at);
    const record = text.slice(at, stop);
    at = stop + 1;
    const start = line;
    line += record.split('\n').length;
    if (record.trim() === '') continue;
    if (records.length === most) {
      const reason = `rows from here on were not read: a file has at most ${most - 1}`;
      records.push({ line: start, reason });
      break;
    }
    if (end === undefined) records.push({ line: start, reason: MISMATCH });
    else records.push({ line: start, text: record });
  }
  const fields = fieldsOf(records.flatMap((record) => ('text' in record ? [record.text] : [])));
  let next = 0;
  return records.map((record) => {
    if (!('text' in record)) return record;
    const found = fields[next++];
    return found ? { line: record.line, fields: found } : { line: record.line, reason: MISMATCH };
  });
}

/** Parses all records at once, because a call for each costs a hundred times as much; one by one only where that fails. */
function fieldsOf(records: string[]): (string[] | undefined)[] {
  const together = parsed(records.join('\n'));
  return together?.length === records.length ? together : records.map((record) => parsed(record)?.[0]);
}

function parsed(text: string): string[][] | undefined {
  try {
    return parse(text, { relax_column_count: true, relax_quotes: true });
  } catch {
    return undefined;
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
