import { UserError } from '#platform';
import type { CompliancePolicy } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { MandateVersion } from '../mandates/mandate.js';
import type { Period } from '../mandates/period.js';

/** How an agency applies a mandate, as it was sent. */
export interface EnteredPolicy {
  /** Days. */
  warnDays: number;
  /** Days. */
  graceDays: number;
  trackedFrom: LocalDate;
  anchor?: LocalDate | null;
  cohorts?: { initials: string; from: LocalDate }[] | null;
}

const EARLIEST = '1900-01-01';
const LATEST = '2199-12-31';
const LETTERS = /^[A-Z](-[A-Z])?(,[A-Z](-[A-Z])?)*$/;

/**
 * The policy by which the mandate is judged. What the mandate has no use for is refused rather than kept and ignored.
 * @throws UserError INVALID naming the field
 */
export function policyFor(mandate: MandateVersion, entered: EnteredPolicy): CompliancePolicy {
  const periods = [mandate.period, ...mandate.requirements.map((each) => each.period ?? null)].filter(
    (period): period is Period => period !== null,
  );
  checkDate(entered.trackedFrom, 'input.policy.trackedFrom');
  return {
    warnDays: entered.warnDays,
    graceDays: entered.graceDays,
    trackedFrom: entered.trackedFrom,
    anchor: anchorOf(periods, entered.anchor ?? null),
    cohorts: cohortsOf(periods, entered.cohorts ?? []),
    exemptions: {},
  };
}

/** Days a local date of a policy or of a question can have: a slip such as 0206 is refused. */
export function checkDate(date: LocalDate, field: string): void {
  if (date < EARLIEST || date > LATEST) {
    throw new UserError('INVALID', field, `${field} must be a date from ${EARLIEST} to ${LATEST}`);
  }
}

function anchorOf(periods: Period[], anchor: LocalDate | null): LocalDate | null {
  const field = 'input.policy.anchor';
  const open = periods.flatMap((period) =>
    period.type === 'FIXED_CYCLE' && period.anchor.configurable ? [period.anchor.date] : [],
  );
  if (anchor === null) {
    if (open.includes(null)) throw new UserError('INVALID', field, `${field} is needed: the mandate fixes no start`);
    return null;
  }
  if (open.length === 0) throw new UserError('INVALID', field, `${field}: this mandate leaves no start to the agency`);
  checkDate(anchor, field);
  return anchor;
}

function cohortsOf(periods: Period[], cohorts: CompliancePolicy['cohorts']): CompliancePolicy['cohorts'] {
  const field = 'input.policy.cohorts';
  const used = periods.some((period) => period.type === 'COHORT_CYCLE');
  if (used && cohorts.length === 0) throw new UserError('INVALID', field, `${field} is needed by this mandate`);
  if (!used && cohorts.length > 0) throw new UserError('INVALID', field, `${field}: this mandate has no cohorts`);
  const taken = new Set<string>();
  return cohorts.map(({ initials, from }, index) => {
    const at = `${field}[${index}]`;
    const letters = initials.toUpperCase().replaceAll(' ', '');
    const backwards = letters.split(',').some((part) => part[0]! > part.at(-1)!);
    if (!LETTERS.test(letters) || backwards) {
      throw new UserError('INVALID', `${at}.initials`, `${at}.initials must be letters, for example A-M or N,P,Q`);
    }
    for (const letter of lettersOf(letters)) {
      if (taken.has(letter)) throw new UserError('INVALID', `${at}.initials`, `${at}.initials has ${letter} twice`);
      taken.add(letter);
    }
    checkDate(from, `${at}.from`);
    return { initials: letters, from };
  });
}

function lettersOf(letters: string): string[] {
  return letters.split(',').flatMap((part) => {
    const [first, last] = [part.charCodeAt(0), part.charCodeAt(part.length - 1)];
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  });
}
