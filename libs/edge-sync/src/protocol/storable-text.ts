/** NUL, and halves of characters: PostgreSQL holds neither. */
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a person who reads the text sees anything. */
export const saysSomething = (text: string): boolean => VISIBLE.test(text);

/** Whether every text in a JSON value, names of members included, can be stored as it is. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
