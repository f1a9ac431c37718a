import { z } from 'zod';
import { curationNote } from './curation-note.js';
import { keySchema } from './deescalwild-cases.js';
import {
  IMPORT_LIMITS,
  type ImportedDialogue,
  type ImportedTurn,
  type ParsedContent,
  type Rejection,
} from './imported-item.js';
import { nestingDepth } from './json-elements.js';
import { firstProblem, readJsonRow } from './json-row.js';
import { plainText, quoted } from './plain-text.js';

const message = z.object(
  {
    role: z.enum(['system', 'user', 'assistant'], {
      error: (issue) =>
        issue.input === undefined
          ? 'is missing'
          : `${quoted(issue.input)} is unknown: an officer is "user", a civilian "assistant"`,
    }),
    content: plainText(IMPORT_LIMITS.turnCharacters),
  },
  { error: 'must be an object with role and content' },
);

const messageList = z
  .array(message, { error: 'must be a list of messages' })
  .min(1, 'is empty')
  .max(10_000, 'holds more than 10000 messages');

/**
 * Reads fine-tuning chats: JSON Lines, one conversation a line under `conversations` or `messages`. A first `system`
 * message becomes the situation. A conversation is taken whole or rejected: without one of its turns it would be another.
 * @param text with LF line ends and no byte order mark
 * @param stem names conversations that carry no `id`, together with their line
 */
export function parseChatJsonl(text: string, stem: string): ParsedContent {
  const parsed: ParsedContent = { rows: 0, items: [], rejected: [] };
  const lineOfKey = new Map<string, number>();
  for (const { line, text: row } of filledLines(text)) {
    if (parsed.rows === IMPORT_LIMITS.rows) {
      parsed.rejected.push({
        line,
        reason: `rows from here on were not read: a file has at most ${IMPORT_LIMITS.rows}`,
      });
      break;
    }
    parsed.rows += 1;
    const read = readConversation(row, line, stem);
    if ('rejection' in read) {
      parsed.rejected.push(read.rejection);
      continue;
    }
    const first = lineOfKey.get(read.item.key);
    if (first !== undefined) {
      parsed.rejected.push({
        line,
        pointer: '/id',
        reason: `id ${quoted(read.item.key)} already stands on line ${first}`,
      });
      continue;
    }
    lineOfKey.set(read.item.key, line);
    parsed.items.push(read.item);
  }
  return parsed;
}

function* filledLines(text: string): Generator<{ line: number; text: string }> {
  let line = 1;
  for (let at = 0; at <= text.length; line += 1) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const row = text.slice(at, end).trim();
    if (row !== '') yield { line, text: row };
    at = end + 1;
  }
}

function readConversation(
  text: string,
  line: number,
  stem: string,
): { item: ImportedDialogue } | { rejection: Rejection } {
  const row = readJsonRow({ text, line, depth: nestingDepth(text) });
  if ('rejection' in row) return row;
  const refuse = (reason: string, pointer?: string) => ({
    rejection: { line, ...(pointer ? { pointer } : {}), reason },
  });
  const value = row.value as Record<string, unknown>;
  const lists = (['conversations', 'messages'] as const).filter((name) => Object.hasOwn(value, name));
  if (lists.length !== 1) {
    return refuse(
      lists.length === 0 ? 'has neither conversations nor messages' : 'has both conversations and messages',
    );
  }
  const [listName] = lists;
  const messages = messageList.safeParse(value[listName]);
  if (!messages.success) return { rejection: firstProblem(messages.error, line, `/${listName}`, listName) };
  const id = value.id === undefined || value.id === null ? { data: `${stem}:${line}` } : keySchema.safeParse(value.id);
  if (id.data === undefined) return refuse('id must be a short text or a number', '/id');
  const [first] = messages.data;
  const hasSystem = first.role === 'system';
  const said = hasSystem ? messages.data.slice(1) : messages.data;
  const lateSystem = said.findIndex((one) => one.role === 'system');
  if (lateSystem >= 0) {
    const at = lateSystem + (hasSystem ? 1 : 0);
    return refuse(`${listName} ${at + 1} is a system message: only the first may be`, `/${listName}/${at}/role`);
  }
  if (said.length === 0) return refuse(`${listName} holds no turn`, `/${listName}`);
  const turns = said.map((one, at): ImportedTurn => ({
    number: at + 1,
    speaker: one.role === 'user' ? 'OFFICER' : 'CIVILIAN',
    text: one.content,
  }));
  const item: ImportedDialogue = {
    kind: 'DIALOGUE',
    key: id.data,
    line,
    title: id.data,
    ...(hasSystem ? { situation: first.content } : {}),
    turns,
    curation: curationNote(turns.map((turn) => turn.text)),
  };
  return { item };
}
