import type { ImportFormat } from './imported-item.js';

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'a PDF document'],
  [/^PK\u0003\u0004/, 'a ZIP archive or an Office document'],
  [/^\{\\rtf/, 'an RTF document'],
  [/^\s*<(?:!doctype|html|\?xml)/i, 'an HTML or XML document'],
  [/^(?:\u0089PNG|\ufffdPNG|GIF8|\u001f[\u008b\ufffd])/, 'an image or a compressed file'],
];

const KNOWN =
  'DeEscalWild cases (JSON), DeEscalWild transcripts (CSV), chats (JSON Lines) and POL-COM scenarios (JSON)';

// A key inside a text would have its quotation marks escaped.
const hasKey = (content: string, keys: string): boolean => new RegExp(`(?<!\\\\)"(?:${keys})"\\s*:`).test(content);

/**
 * Tells the format of a file by what it holds, and by its name where that leaves a doubt.
 * @param content with LF line ends and no byte order mark
 */
export function detectFormat(fileName: string, content: string): { format: ImportFormat } | { unknown: string } {
  const signature = SIGNATURES.find(([pattern]) => pattern.test(content));
  if (signature) return { unknown: `unknown format: this is ${signature[1]}; readable are ${KNOWN}` };
  const extension = /\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1].toLowerCase();
  if (extension === 'jsonl' || extension === 'ndjson') return { format: 'CHAT_JSONL' };
  const start = content.trimStart()[0];
  if (start === '{' || start === '[') {
    if (hasKey(content, 'stages') && hasKey(content, 'npcDialogue|options')) return { format: 'POLCOM_SCENARIO' };
    if (hasKey(content, 'case_id|police_dialogue|scenario_context')) return { format: 'DEESCALWILD_CASES' };
    if (start === '{' && hasKey(content, 'conversations|messages')) return { format: 'CHAT_JSONL' };
  }
  const [firstLine] = content.slice(0, 1_000).split('\n', 1);
  if (/start_time|speaker_label|transcript/i.test(firstLine)) return { format: 'DEESCALWILD_TRANSCRIPT' };
  if (extension === 'csv') return { format: 'DEESCALWILD_TRANSCRIPT' };
  return { unknown: `unknown format; readable are ${KNOWN}` };
}
