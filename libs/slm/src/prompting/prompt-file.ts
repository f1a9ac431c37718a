import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shippedPath } from '../shipped-path.js';

const count = z.coerce.number().int();

const headSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Sampling for a model that this prompt was made for. */
  temperature: z.coerce.number().min(0).max(2),
  topP: z.coerce.number().gt(0).max(1),
  maxTokens: count.min(1).max(4096),
  /** The window of recent turns moves on by so many turns at once, so that the prompts between begin alike. */
  slideTurns: count.min(1).max(200),
  /** Where so many recent turns would not be left after such a step, it moves turn by turn. */
  keepTurns: count.min(1).max(50),
  /** Most of the room for the prompt that the summary may take, 0 to 0.5. */
  summaryShare: z.coerce.number().min(0).max(0.5),
  quoteCharacters: count.min(20).max(400),
  /** Tokens set aside for the mood and what is seen now. */
  nowTokens: count.min(0).max(1000),
  /** Everything in lower case, for a model that has seen nothing else. */
  lowerCase: z.enum(['true', 'false']).transform((value) => value === 'true'),
});

const WORD_KEYS = [
  ...['stress.CALM', 'stress.UNEASY', 'stress.AGITATED', 'stress.CRISIS'],
  ...['trust.NONE', 'trust.LITTLE', 'trust.SOME', 'trust.GOOD'],
  ...['moved.WORSE', 'moved.BETTER', 'moved.SAME'],
  ...['ending.RESOLUTION', 'ending.ESCALATION'],
  ...['turn.CUE', 'turn.BYSTANDER', 'turn.DISPATCHER', 'turn.FIRST', 'turn.SILENCE', 'cut'],
  ...['summary.INTRODUCED', 'summary.PROMISED', 'summary.THREATENED', 'summary.ASKED'],
  ...['summary.TOLD', 'summary.GAVE_WAY', 'summary.SEEN', 'summary.EVENT'],
] as const;

/** All words that a model is told beside what people said: data, so that a digest says which they were. */
export interface PromptFile extends z.infer<typeof headSchema> {
  /** SHA-256 of the file, hex. */
  digest: string;
  /** Forms as `fillForm` takes them. */
  system: string;
  summary: string;
  now: string;
  words: ReadonlyMap<string, string>;
}

/**
 * @param text a head of `key: value` lines between two lines of `---`, then the sections system, summary, now and words
 * @throws Error naming what is wrong
 */
export function readPromptFile(text: string): PromptFile {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error('a prompt file begins with a head between two lines of ---');
  const head = headSchema.parse(Object.fromEntries(pairs(parts[1])));
  const sections = new Map(
    parts[2].split(/^# /m).map((section): [string, string] => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end + 1).trim()];
    }),
  );
  const section = (name: string): string => {
    const found = sections.get(name);
    if (found === undefined) throw new Error(`prompt file ${head.code} has no section ${name}`);
    return found;
  };
  const words = new Map(pairs(section('words')));
  for (const key of WORD_KEYS) if (!words.has(key)) throw new Error(`prompt file ${head.code} has no words for ${key}`);
  const digest = createHash('sha256').update(text).digest('hex');
  return { ...head, digest, system: section('system'), summary: section('summary'), now: section('now'), words };
}

function pairs(lines: string): [string, string][] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf(':');
      if (at < 1) throw new Error(`"${line}" is no "key: value"`);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
}

const loaded = new Map<string, PromptFile>();

/**
 * The prompt file with this code, read once: what ships does not change while a process runs.
 * @throws Error when none ships
 */
export function promptFile(code: string): PromptFile {
  const known = loaded.get(code);
  if (known) return known;
  const folder = shippedPath('packs/prompts');
  if (!folder || !/^[a-z0-9-]{1,40}$/.test(code)) throw new Error(`there is no prompt file ${code}`);
  let text: string;
  try {
    text = readFileSync(join(folder, `${code}.md`), 'utf8');
  } catch (cause) {
    throw new Error(`there is no prompt file ${code}`, { cause });
  }
  const file = readPromptFile(text);
  if (file.code !== code) throw new Error(`prompt file ${code} calls itself ${file.code}`);
  loaded.set(code, file);
  return file;
}
