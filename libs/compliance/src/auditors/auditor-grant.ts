import { UserError } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import type { LocalDate } from '../evaluation/local-date.js';

/** The longest that a grant lasts, in days. The database holds to it too. */
export const LONGEST_GRANT_DAYS = 90;

export interface EnteredGrant {
  name: string;
  email: string;
  organisation: string;
  recordsFrom: LocalDate;
  /** null for no end. */
  recordsTo: LocalDate | null;
}

/**
 * What was entered, without spaces around it.
 * @param today where the agency is
 * @throws UserError INVALID naming the field
 */
export function readGrant<Entered extends EnteredGrant>(entered: Entered, today: LocalDate): Entered {
  const named = (field: 'name' | 'organisation'): string => {
    const text = entered[field].trim();
    if (!text) throw new UserError('INVALID', `input.${field}`, `input.${field} must not be empty`);
    return text;
  };
  const email = entered.email.trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UserError('INVALID', 'input.email', 'must be an e-mail address');
  const { recordsFrom, recordsTo } = entered;
  checkDate(recordsFrom, 'input.recordsFrom');
  if (recordsFrom > today) throw new UserError('INVALID', 'input.recordsFrom', 'must not be in the future');
  if (recordsTo !== null) {
    checkDate(recordsTo, 'input.recordsTo');
    if (recordsTo < recordsFrom) {
      throw new UserError('INVALID', 'input.recordsTo', 'input.recordsTo must not be before input.recordsFrom');
    }
  }
  return { ...entered, name: named('name'), organisation: named('organisation'), email };
}

/** The days that a grant shows, both inclusive; null for no end. */
export interface ShownDays {
  recordsFrom: LocalDate;
  recordsTo: LocalDate | null;
}

export const isShown = (day: LocalDate, { recordsFrom, recordsTo }: ShownDays): boolean =>
  day >= recordsFrom && (recordsTo === null || day <= recordsTo);

/**
 * The day that a report of a grant is about: the one asked for, or today, or the last day shown once that is over.
 * @throws UserError INVALID for a day that the grant does not show
 */
export function dayShown(asked: LocalDate | null, today: LocalDate, days: ShownDays): LocalDate {
  if (asked === null) return days.recordsTo !== null && days.recordsTo < today ? days.recordsTo : today;
  if (!isShown(asked, days)) {
    throw new UserError('INVALID', 'asOf', `asOf must be within the records shown, from ${days.recordsFrom}`);
  }
  return asked;
}
