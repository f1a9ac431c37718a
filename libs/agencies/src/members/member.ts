import { UserError } from '#platform';
import { checkText } from '../agencies/agency.js';
import type { MemberState } from './member.entity.js';

/** What can be said of a member. Absent: leave as it is. null: nothing. */
export interface MemberDetails {
  givenName?: string;
  familyName?: string;
  email?: string | null;
  badgeNumber?: string | null;
  orgUnitId?: string | null;
  state?: MemberState;
}

// One @ with something on both sides; only the mail server knows the rest.
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * The details as stored: trimmed, an empty text as null.
 * @param at path of the input that holds them, for example `input` or `input.rows[3]`
 * @throws UserError INVALID naming the field
 */
export function checkedDetails<D extends MemberDetails>(details: D, at: string): D {
  const checked = { ...details };
  if (details.givenName !== undefined) checked.givenName = checkText(details.givenName, `${at}.givenName`, 100);
  if (details.familyName !== undefined) checked.familyName = checkText(details.familyName, `${at}.familyName`, 100);
  if (details.email !== undefined) checked.email = optionalText(details.email, `${at}.email`, 254);
  if (details.badgeNumber !== undefined) {
    checked.badgeNumber = optionalText(details.badgeNumber, `${at}.badgeNumber`, 40);
  }
  if (typeof checked.email === 'string' && !EMAIL.test(checked.email)) {
    throw new UserError('INVALID', `${at}.email`, 'must be an e-mail address');
  }
  return checked;
}

const optionalText = (text: string | null, field: string, longest: number): string | null =>
  text === null || text.trim() === '' ? null : checkText(text, field, longest);
