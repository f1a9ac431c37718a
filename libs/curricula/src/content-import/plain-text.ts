import { z } from 'zod';

// PostgreSQL stores neither NUL nor half a surrogate pair, and a person reading a dialogue sees none of the others.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Reads a text of an import: line ends become LF and the ends are trimmed; anything else that could not be stored and
 * shown exactly as it stands is refused rather than repaired, because grades quote these texts word for word.
 * @param most in UTF-16 characters
 */
export function readText(raw: string, most: number): { text: string } | { problem: string } {
  const text = raw.replace(/\r\n?/g, '\n').trim();
  if (text === '') return { problem: 'is empty' };
  if (text.length > most) {
    return { problem: `is ${text.length} characters long; at most ${most} are allowed` };
  }
  const control = CONTROL.exec(text);
  if (control) {
    const point = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { problem: `holds the control character U+${point}` };
  }
  if (HALF_PAIR.test(text)) return { problem: 'holds half a character (a lone surrogate)' };
  if (text.includes('\ufffd')) return { problem: 'holds a character that could not be read: save the file as UTF-8' };
  return { text };
}

/** Required text of at most `most` characters, as `readText` reads it. */
export function plainText(most: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
    .transform((raw, context) => {
      const read = readText(raw, most);
      if ('text' in read) return read.text;
      context.addIssue({ code: 'custom', message: read.problem });
      return z.NEVER;
    });
}

/** Text that a file may leave out, as nothing, null or blank. */
export function optionalText(most: number) {
  return z.preprocess(
    (raw) => (raw === null || (typeof raw === 'string' && raw.trim() === '') ? undefined : raw),
    plainText(most).optional(),
  );
}

/** A piece of the file's own words for use in a reason: short, quoted, and safe to store and show. */
export function quoted(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : typeof raw;
  const short = [...text.slice(0, 80)].slice(0, 40).join('');
  const escaped = JSON.stringify(short).replace(/[\u007f-\u009f\ufffd]/g, '?');
  return short.length < text.length ? `${escaped.slice(0, -1)}..."` : escaped;
}

/** The first words of a text, at most `most` characters, cut between words. */
export function opening(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ');
  if (flat.length <= most) return flat;
  const cut = flat.slice(0, most - 3);
  const space = cut.lastIndexOf(' ');
  const kept = space > 0 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '');
  return `${kept}...`;
}
