import { clockSeconds } from './clock-time.js';
import { csvRecords } from './csv-records.js';
import { curationNote } from './curation-note.js';
import { IMPORT_LIMITS, type ImportedTurn, type ParsedContent } from './imported-item.js';
import { quoted, readText } from './plain-text.js';
import { speakerOfLabel } from './speaker-label.js';

const COLUMNS = ['start_time', 'speaker_label', 'transcript'] as const;
type Column = (typeof COLUMNS)[number];

/**
 * Reads a DeEscalWild transcript: CSV, one turn a record, one dialogue a file. A bad record is left out and named; the
 * others are numbered from 1 in the file's order. Neighbouring turns of one speaker stay apart, as the file has them.
 * @param text with LF line ends and no byte order mark
 * @param key names the dialogue, because the file does not
 */
export function parseDeescalwildTranscript(text: string, key: string): ParsedContent {
  const [header, ...records] = csvRecords(text, IMPORT_LIMITS.rows + 1);
  const parsed: ParsedContent = { rows: 0, items: [], rejected: [] };
  if (!header) return parsed;
  const order = 'fields' in header ? columnOrder(header.fields) : { problem: header.reason };
  if ('problem' in order) {
    parsed.rejected.push({ line: header.line, reason: order.problem });
    return parsed;
  }
  parsed.rows = records.length;
  const turns: ImportedTurn[] = [];
  let bytes = 0;
  for (const record of records) {
    const read = 'fields' in record ? readTurn(record.fields, order.at) : { problem: record.reason };
    if ('problem' in read) {
      parsed.rejected.push({ line: record.line, reason: read.problem });
      continue;
    }
    bytes += Buffer.byteLength(read.turn.text) + Buffer.byteLength(read.turn.label ?? '');
    if (bytes > IMPORT_LIMITS.itemBytes) {
      const reason = `does not fit: a dialogue has at most ${IMPORT_LIMITS.itemBytes} bytes of text`;
      parsed.rejected.push({ line: record.line, reason });
      continue;
    }
    turns.push({ number: turns.length + 1, ...read.turn });
  }
  if (turns.length > 0) {
    const curation = curationNote(turns.map((turn) => `${turn.label ?? ''}: ${turn.text}`));
    parsed.items.push({ kind: 'DIALOGUE', key, line: header.line, title: key, turns, curation });
  }
  return parsed;
}

function columnOrder(fields: string[]): { at: Record<Column, number> } | { problem: string } {
  const names = fields.map((field) => field.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0 || names.length !== COLUMNS.length) {
    return { problem: `the header must be ${COLUMNS.join(',')}, not ${quoted(fields.slice(0, 20).join(','))}` };
  }
  const [start_time, speaker_label, transcript] = COLUMNS.map((column) => names.indexOf(column));
  return { at: { start_time, speaker_label, transcript } };
}

function readTurn(
  fields: string[],
  at: Record<Column, number>,
): { turn: Omit<ImportedTurn, 'number'> } | { problem: string } {
  if (fields.length !== COLUMNS.length) {
    return { problem: `has ${fields.length} columns where the header has ${COLUMNS.length}` };
  }
  const time = fields[at.start_time];
  const startSeconds = clockSeconds(time);
  if (startSeconds === undefined)
    return { problem: `start_time ${quoted(time)} is not a time: write MM:SS or H:MM:SS` };
  const spoken = readText(fields[at.transcript], IMPORT_LIMITS.turnCharacters);
  if ('problem' in spoken) return { problem: `transcript ${spoken.problem}` };
  const named = fields[at.speaker_label];
  const label = named.trim() === '' ? { text: undefined } : readText(named, IMPORT_LIMITS.titleCharacters);
  if ('problem' in label) return { problem: `speaker_label ${label.problem}` };
  const speaker = speakerOfLabel(label.text ?? '');
  return { turn: { speaker, text: spoken.text, startSeconds, ...(label.text ? { label: label.text } : {}) } };
}
