import { UserError } from '#platform';
import type { CompliancePolicy } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ExemptionRule, MandateVersion } from '../mandates/mandate.js';
import { monthDaySchema, type Period } from '../mandates/period.js';

/** How an agency applies a mandate, as it was sent. */
export interface EnteredPolicy {
  /** Days. */
  warnDays: number;
  /** Days. */
  graceDays: number;
  trackedFrom: LocalDate;
  anchor?: LocalDate | null;
  cohorts?: { initials: string; from: LocalDate }[] | null;
  /** Parameters of exemption rules that leave one to the agency. */
  exemptions?: { code: string; afterMonthDay: string }[] | null;
}

const EARLIEST = '1900-01-01';
const LATEST = '2199-12-31';
const LETTERS = /^[A-Z](-[A-Z])?(,[A-Z](-[A-Z])?)*$/;

/**
 * The policy by which the mandate is judged. What the mandate has no use for is refused rather than kept and ignored.
 * @param field what the policy is called where it was entered
 * @throws UserError INVALID naming the field
 */
export function policyFor(mandate: MandateVersion, entered: EnteredPolicy, field = 'input.policy'): CompliancePolicy {
  const periods = [mandate.period, ...mandate.requirements.map((each) => each.period ?? null)].filter(
    (period): period is Period => period !== null,
  );
  checkDate(entered.trackedFrom, `${field}.trackedFrom`);
  return {
    warnDays: entered.warnDays,
    graceDays: entered.graceDays,
    trackedFrom: entered.trackedFrom,
    anchor: anchorOf(periods, entered.anchor ?? null, `${field}.anchor`),
    cohorts: cohortsOf(periods, entered.cohorts ?? [], `${field}.cohorts`),
    exemptions: exemptionsOf(mandate.exemptions, entered.exemptions ?? [], `${field}.exemptions`),
  };
}

/** Days a local date of a policy or of a question can have: a slip such as 0206 is refused. */
export function checkDate(date: LocalDate, field: string): void {
  if (date < EARLIEST || date > LATEST) {
    throw new UserError('INVALID', field, `${field} must be a date from ${EARLIEST} to ${LATEST}`);
  }
}

function anchorOf(periods: Period[], anchor: LocalDate | null, field: string): LocalDate | null {
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

function cohortsOf(
  periods: Period[],
  cohorts: CompliancePolicy['cohorts'],
  field: string,
): CompliancePolicy['cohorts'] {
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

function exemptionsOf(
  rules: readonly ExemptionRule[],
  entered: readonly { code: string; afterMonthDay: string }[],
  field: string,
): CompliancePolicy['exemptions'] {
  const found: CompliancePolicy['exemptions'] = {};
  for (const [index, { code, afterMonthDay }] of entered.entries()) {
    const at = `${field}[${index}]`;
    const rule = rules.find((each) => each.code === code);
    if (rule?.effect !== 'EXCUSE_PERIOD' || !rule.afterMonthDayConfigurable || code in found) {
      throw new UserError('INVALID', `${at}.code`, `${at}.code must be a rule that leaves a day to the agency, once`);
    }
    if (!monthDaySchema.safeParse(afterMonthDay).success) {
      throw new UserError('INVALID', `${at}.afterMonthDay`, `${at}.afterMonthDay must be a day of the year, MM-DD`);
    }
    found[code] = { afterMonthDay };
  }
  return found;
}

function lettersOf(letters: string): string[] {
  return letters.split(',').flatMap((part) => {
    const [first, last] = [part.charCodeAt(0), part.charCodeAt(part.length - 1)];
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  });
}
