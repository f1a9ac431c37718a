import { UserError } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import type { EvaluationInput } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import { windowsUntil, type Window } from '../evaluation/period.js';
import type { MandateVersion } from '../mandates/mandate.js';
import type { Period } from '../mandates/period.js';

export interface EnteredConsequence {
  /** null: the mandate's own. */
  code: string | null;
  /** A day in the missed window. */
  on: LocalDate;
  /** The first day on which it holds. */
  recordedOn: LocalDate;
  reason: string;
}

/**
 * Whether a consequence can be recorded under a mandate.
 * @param today the agency's
 * @returns its code: the mandate's own, or the one entered where the mandate names none
 * @throws UserError INVALID naming the field
 */
export function checkConsequence(mandate: MandateVersion, entered: EnteredConsequence, today: LocalDate): string {
  const code = entered.code ?? mandate.consequence;
  if (code === null) throw invalid('code', 'is needed: this mandate names no consequence');
  if (mandate.consequence !== null && code !== mandate.consequence)
    throw invalid('code', `must be ${mandate.consequence}, which is the mandate's`);
  checkDate(entered.on, 'input.on');
  checkDate(entered.recordedOn, 'input.recordedOn');
  checkPast(entered.recordedOn, 'recordedOn', today);
  if (entered.on > entered.recordedOn) throw invalid('on', 'must not be after input.recordedOn');
  checkReason(entered.reason);
  return code;
}

/**
 * Whether the day is in a window that had ended, as far as windows of the mandate contain it; and whether what is on record for the
 * same windows has ended.
 * @param input of the member, with the facts in force when it is recorded
 * @throws UserError INVALID for a window that is still open, TAKEN when one that has not ended is on record for the same window
 */
export function checkMissedWindow(
  mandate: MandateVersion,
  input: EvaluationInput,
  { on, recordedOn }: Pick<EnteredConsequence, 'on' | 'recordedOn'>,
): void {
  const periods = periodsMissed(mandate);
  const windows = windowsOf(periods, mandate, input, recordedOn);
  const around = windows.filter((window) => contains(window, on));
  const windowed = periods.every(({ type }) => type !== 'ROLLING' && type !== 'RESET_ON_COMPLETION');
  if (windowed && around.length > 0 && around.every((window) => window.to >= recordedOn))
    throw invalid('on', `must be in a window that ended before input.recordedOn: this one ends on ${around[0]!.to}`);
  const inForce = (input.consequences ?? []).filter((each) => each.endedOn === null);
  const same = inForce.some((each) => windows.every((window) => contains(window, on) === contains(window, each.on)));
  if (same)
    throw new UserError('TAKEN', 'input.on', 'a consequence for this window is on record already and has not ended');
}

/**
 * @param today the agency's
 * @throws UserError INVALID naming the field
 */
export function checkEnd(
  recordedOn: LocalDate,
  { endedOn, reason }: { endedOn: LocalDate; reason: string },
  today: LocalDate,
): void {
  checkDate(endedOn, 'input.endedOn');
  if (endedOn < recordedOn) throw invalid('endedOn', `must not be before ${recordedOn}, when it began`);
  checkPast(endedOn, 'endedOn', today);
  checkReason(reason);
}

/** One that ended on the day it was to begin was taken back: it never held, and settles no window. */
export const everHeld = ({ recordedOn, endedOn }: { recordedOn: LocalDate; endedOn: LocalDate | null }): boolean =>
  endedOn === null || endedOn > recordedOn;

/** What is done once has a window since ever: beside others it would say nothing about which of them was missed. */
function periodsMissed(mandate: MandateVersion): Period[] {
  const periods = [mandate.period, ...mandate.requirements.map((each) => each.period ?? null)].filter(
    (period): period is Period => period !== null,
  );
  const repeated = periods.filter(({ type }) => type !== 'ONE_TIME');
  return repeated.length > 0 ? repeated : periods;
}

function windowsOf(
  periods: readonly Period[],
  mandate: MandateVersion,
  input: EvaluationInput,
  until: LocalDate,
): Window[] {
  return periods.flatMap((period) => {
    if (period.type === 'ROLLING' || period.type === 'RESET_ON_COMPLETION') return [];
    const windows = windowsUntil(period, input, mandate.exemptions, until);
    return Array.isArray(windows) ? windows : [];
  });
}

const contains = ({ from, to }: Window, day: LocalDate): boolean => from <= day && day <= to;

function checkPast(day: LocalDate, field: string, today: LocalDate): void {
  if (day > today) throw invalid(field, `must not be after today, ${today}`);
}

function checkReason(reason: string): void {
  if (reason.trim() === '') throw invalid('reason', 'must not be empty');
}

const invalid = (field: string, message: string): UserError =>
  new UserError('INVALID', `input.${field}`, `input.${field} ${message}`);
