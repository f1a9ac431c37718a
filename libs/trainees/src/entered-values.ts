import { UserError } from '#platform';

/** Days a class or a due date can have: a slip such as 0206 or 20026 is refused, not stored. */
const EARLIEST = '1900-01-01';
const LATEST = '2199-12-31';

/**
 * Text as it is stored: without blanks around it.
 * @param most characters
 * @throws UserError INVALID or TOO_LARGE naming the field
 */
export function enteredText(text: string, field: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed.length === 0) throw new UserError('INVALID', field, `${field} must not be empty`);
  if ([...trimmed].length > most) throw new UserError('TOO_LARGE', field, `${field} has at most ${most} characters`);
  return trimmed;
}

/**
 * @param date of the calendar, `yyyy-mm-dd`
 * @throws UserError INVALID naming the field when it is out of any agency's time
 */
export function enteredDate(date: string, field: string): string {
  if (date < EARLIEST || date > LATEST) {
    throw new UserError('INVALID', field, `${field} must be a date from ${EARLIEST} to ${LATEST}`);
  }
  return date;
}
