import { digestOf } from '#platform';
import { type MandateVersion, mandateVersionSchema } from '../mandates/mandate.js';
import { OWN_PREFIX } from '../mandates/read-mandate-pack.js';
import { limitsPassed, nestingOf } from './own-mandate-limits.js';

/** What an editor is told about a place of the input. */
export interface OwnMandateProblem {
  /** `input.body.requirements[2].min`. */
  field: string;
  message: string;
  code: 'INVALID' | 'TOO_LARGE';
}

/** A mandate that the agency wrote, fit to be stored. */
export interface OwnMandate {
  mandate: MandateVersion;
  /** As it was written: what was left out stays left out. */
  body: object;
  /** SHA-256, in hex, over the canonical JSON of the body. */
  digest: string;
}

const MOST_BYTES = 65_536;
const DEEPEST = 32;
const MOST_PROBLEMS = 50;
const CODE = /^OWN(-[A-Z0-9]+)+$/;
const BODY = 'input.body';

/**
 * Reads the text of a mandate that an agency wrote.
 * @param text JSON in the language of `docs/mandate.schema.json`, at most 64 KiB
 * @returns the mandate, or its problems by place, at most fifty
 */
export function readOwnMandate(code: string, text: string): OwnMandate | { problems: OwnMandateProblem[] } {
  if (Buffer.byteLength(text) > MOST_BYTES) return one(BODY, `at most ${MOST_BYTES} bytes`, 'TOO_LARGE');
  const body = parsed(text);
  if (body instanceof SyntaxError) return one(BODY, `this is no JSON: ${body.message}`);
  if (nestingOf(body) > DEEPEST) return one(BODY, `lists and objects may be at most ${DEEPEST} deep`, 'TOO_LARGE');
  const read = mandateVersionSchema.safeParse(body);
  if (!read.success) {
    return said(
      read.error.issues.map((issue) => ({ path: issue.path as (string | number)[], message: issue.message })),
    );
  }
  const mandate = read.data;
  const passed = limitsPassed(mandate, body);
  if (!CODE.test(mandate.code) || mandate.code.length > 80) {
    const message = `the code of an agency’s own mandate begins with ${OWN_PREFIX}, at most 80 characters, for example OWN-ROLL-CALL`;
    passed.push({ path: ['code'], message });
  } else if (mandate.code !== code) {
    passed.push({ path: ['code'], message: `is another one than input.code, ${code}` });
  }
  if (passed.length > 0) return said(passed);
  return { mandate, body: body as object, digest: digestOf(body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

const said = (found: { path: (string | number)[]; message: string }[]): { problems: OwnMandateProblem[] } => ({
  problems: found
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => ({ field: fieldOf(path), message, code: 'INVALID' })),
});

const one = (
  field: string,
  message: string,
  code: OwnMandateProblem['code'] = 'INVALID',
): { problems: OwnMandateProblem[] } => ({ problems: [{ field, message, code }] });

const fieldOf = (path: (string | number)[]): string =>
  BODY + path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
