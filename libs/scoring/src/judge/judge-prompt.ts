import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedPath } from '#slm';
import { z } from 'zod';

/** The prompt file of judges whose card names none of their own. */
export const JUDGE_PROMPT = 'judge-1';

const headSchema = z.strictObject({
  code: z.string().regex(/^judge-[a-z0-9-]{1,30}$/),
  temperature: z.coerce.number().min(0).max(2),
  topP: z.coerce.number().gt(0).max(1),
  /** Of one answer. */
  maxTokens: z.coerce.number().int().min(64).max(4096),
});

const FORMS = ['system', 'level', 'band', 'fail'] as const;
type FormName = (typeof FORMS)[number];
const WORD_KEYS = ['level', 'band', 'band.OTHER'] as const;

/** All that a judge is told beside the transcript and the rubric: data, so that a digest says what it was. */
export interface JudgePrompt extends z.infer<typeof headSchema> {
  /** SHA-256 of the file, hex. */
  digest: string;
  forms: Readonly<Record<FormName, string>>;
  words: ReadonlyMap<string, string>;
}

/**
 * @param text a head of `key: value` lines between two lines of `---`, then the sections system, level, band, fail and words
 * @throws Error naming what is wrong
 */
export function readJudgePrompt(text: string): JudgePrompt {
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
    if (!found) throw new Error(`prompt file ${head.code} has no section ${name}`);
    return found;
  };
  const words = new Map(pairs(section('words')));
  for (const key of WORD_KEYS) if (!words.has(key)) throw new Error(`prompt file ${head.code} has no words for ${key}`);
  const forms = Object.fromEntries(FORMS.map((name) => [name, section(name)])) as JudgePrompt['forms'];
  return { ...head, digest: createHash('sha256').update(text).digest('hex'), forms, words };
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

/**
 * Puts values into a form, each as it is: what is in a value is never taken for a placeholder.
 * @throws Error for a placeholder without a value
 */
export function filled(form: string, values: Readonly<Record<string, string>>): string {
  return form.replace(/\{([a-z]+)\}/g, (_whole, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`a prompt form asks for {${name}}, which there is not`);
    return values[name];
  });
}

const loaded = new Map<string, JudgePrompt>();

/**
 * The prompt file that a judge is asked with, read once: what ships does not change while a process runs.
 * @param promptTemplate as its card says; a player's prompt is no judge's, and JUDGE_PROMPT takes its place
 * @throws Error when none ships
 */
export function judgePrompt(promptTemplate: string): JudgePrompt {
  const code = promptTemplate.startsWith('judge-') ? promptTemplate : JUDGE_PROMPT;
  const known = loaded.get(code);
  if (known) return known;
  const folder = shippedPath('packs/prompts');
  if (!folder || !/^[a-z0-9-]{1,40}$/.test(code)) throw new Error(`there is no prompt file ${code}`);
  const file = readJudgePrompt(readFileSync(join(folder, `${code}.md`), 'utf8'));
  if (file.code !== code) throw new Error(`prompt file ${code} calls itself ${file.code}`);
  loaded.set(code, file);
  return file;
}
