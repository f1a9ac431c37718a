import { UserError } from '#platform';

const SLUG = /^[a-z0-9][a-z0-9-]{1,62}$/;
// An area and a place; offsets and abbreviations such as EST do not know daylight saving.
const ZONE = /^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/;

/** @throws UserError INVALID naming the field */
export function checkTimezone(timezone: string, field: string): string {
  if (!ZONE.test(timezone) || timezone.length > 64 || !isKnownZone(timezone)) {
    throw new UserError('INVALID', field, 'must be an IANA time zone, for example America/Chicago');
  }
  return timezone;
}

function isKnownZone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }) !== null;
  } catch {
    return false;
  }
}

/** @throws UserError INVALID naming the field */
export function checkSlug(slug: string, field: string): string {
  if (SLUG.test(slug)) return slug;
  throw new UserError('INVALID', field, 'must be 2 to 63 of a-z, 0-9 and -, beginning with a letter or digit');
}

/** @throws UserError INVALID naming the field */
export function checkStateCode(code: string, field: string): string {
  if (/^[A-Z]{2}$/.test(code)) return code;
  throw new UserError('INVALID', field, 'must be the two capital letters of a state, for example GA');
}

/** A text as stored: trimmed, and within its length. @throws UserError INVALID naming the field */
export function checkText(text: string, field: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= longest) return trimmed;
  throw new UserError('INVALID', field, `must be 1 to ${longest} characters`);
}
