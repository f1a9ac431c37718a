import { parseChatJsonl } from './chat-jsonl.js';
import { parseDeescalwildCases } from './deescalwild-cases.js';
import { parseDeescalwildTranscript } from './deescalwild-transcript.js';
import { detectFormat } from './detect-format.js';
import { IMPORT_LIMITS, type ImportedItem, type ImportFormat, type Rejection } from './imported-item.js';
import { parsePolcomScenario } from './polcom-scenario.js';

export interface ContentFile {
  /** As the sender names it; only its last part is used, for the format and for keys. */
  fileName: string;
  /** Told apart by name and content where it is not given. */
  format?: ImportFormat;
  content: string;
}

export interface ImportedContent {
  /** Null where the file is in none of the formats; then nothing was read. */
  format: ImportFormat | null;
  /** Elements, lines or records that were read, blank ones left out. */
  rows: number;
  items: ImportedItem[];
  /** In the order of the file. */
  rejected: Rejection[];
}

/**
 * Reads scenario material in one of the known formats. It never throws and never stops at a bad row: every row ends in
 * an item or in a rejection with its line and a reason a person can act on.
 */
export function importContent(file: ContentFile): ImportedContent {
  const whole = (format: ImportFormat | null, reason: string): ImportedContent => ({
    format,
    rows: 0,
    items: [],
    rejected: [{ line: null, reason }],
  });
  if (file.content.length > IMPORT_LIMITS.fileCharacters) {
    const { fileCharacters } = IMPORT_LIMITS;
    const reason = `the file is ${file.content.length} characters long; at most ${fileCharacters} are allowed`;
    return whole(file.format ?? null, reason);
  }
  const content = file.content.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (content.trim() === '') return whole(file.format ?? null, 'the file is empty');
  const detected = file.format ? { format: file.format } : detectFormat(file.fileName, content);
  if ('unknown' in detected) return whole(null, detected.unknown);
  const { format } = detected;
  const parsed = parse(format, content, fileStem(file.fileName));
  if (parsed.items.length === 0 && parsed.rejected.length === 0) return whole(format, 'the file holds no rows');
  const rejected = [...parsed.rejected].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return { format, rows: parsed.rows, items: parsed.items, rejected };
}

function parse(format: ImportFormat, content: string, stem: string) {
  switch (format) {
    case 'DEESCALWILD_CASES':
      return parseDeescalwildCases(content);
    case 'DEESCALWILD_TRANSCRIPT':
      return parseDeescalwildTranscript(content, stem);
    case 'CHAT_JSONL':
      return parseChatJsonl(content, stem);
    case 'POLCOM_SCENARIO':
      return parsePolcomScenario(content);
  }
}

/** A file's name without folders and extension, in characters that fit a key. */
function fileStem(fileName: string): string {
  const last = fileName.slice(-300).split(/[\\/]/).at(-1) ?? '';
  const stem = last.replace(/\.[A-Za-z0-9]{1,8}$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const plain = [...stem.replace(/^-+|-+$/g, '')].slice(0, 40).join('');
  return plain === '' ? 'unnamed' : plain;
}
