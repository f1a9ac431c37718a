import { badInput } from './bad-input.js';
import { parseInstant } from './scalars.js';

/** What a sort key may be; the last key of a cursor is the row's UUID, so that the order is total. */
export type CursorKey = string | number | null;
export type CursorKeyKind = 'uuid' | 'instant' | 'text' | 'number';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST = 2_048;

const CHECKS: Record<CursorKeyKind, (key: unknown) => boolean> = {
  uuid: (key) => typeof key === 'string' && UUID.test(key),
  // Microseconds, as PostgreSQL keeps them: a Date would round them and skip or repeat rows.
  instant: (key) => typeof key === 'string' && isInstant(key),
  // PostgreSQL refuses a NUL in text.
  text: (key) => key === null || (typeof key === 'string' && !key.includes('\0')),
  number: (key) => typeof key === 'number' && Number.isFinite(key),
};

/** An opaque cursor of the sort keys of a row, in the order of ORDER BY. Instants as ISO text. */
export function encodeCursor(keys: readonly CursorKey[]): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');
}

/**
 * The sort keys that a cursor holds, or null for the first page.
 * @param kinds of the keys, in the order that `encodeCursor` got them
 * @throws ParleyError BAD_INPUT naming `after` when it is no cursor of this list
 */
export function decodeCursor(after: string | null | undefined, kinds: readonly CursorKeyKind[]): CursorKey[] | null {
  if (after === null || after === undefined) return null;
  const keys = after.length > LONGEST ? null : parsed(after);
  const fits =
    Array.isArray(keys) && keys.length === kinds.length && kinds.every((kind, index) => CHECKS[kind](keys[index]));
  if (!fits) throw badInput([{ field: 'after', message: 'after is not a cursor of this list' }]);
  return keys as CursorKey[];
}

function parsed(after: string): unknown {
  try {
    const text = Buffer.from(after, 'base64url').toString('utf8');
    return encodeCursor(JSON.parse(text) as CursorKey[]) === after ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function isInstant(text: string): boolean {
  try {
    parseInstant(text);
    return true;
  } catch {
    return false;
  }
}
