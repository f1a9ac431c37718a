import type { ExemptionRule, MandateVersion } from '../mandates/mandate.js';
import { holds } from './facts.js';
import type { EvaluationInput, Exemption } from './input.js';
import type { LocalDate } from './local-date.js';
import type { Window } from './period.js';

/** Whether the mandate concerns the member on a day. */
export function concernsOn(mandate: MandateVersion, input: EvaluationInput, day: LocalDate): boolean {
  if (!holds(mandate.appliesTo, input.facts, day)) return false;
  return !recorded(mandate, input, 'NOT_APPLICABLE').some(({ exemption }) => covers(exemption, day));
}

export function waivedOn(input: EvaluationInput, day: LocalDate): boolean {
  return input.waivers.some((waiver) => waiver.from <= day && (waiver.to === null || waiver.to >= day));
}

/** Whether an exemption excuses the whole window: one recorded on a day inside it, or one whose range holds all of it. */
export function periodExcused(mandate: MandateVersion, input: EvaluationInput, window: Window): boolean {
  return recorded(mandate, input, 'EXCUSE_PERIOD').some(({ rule, exemption }) => {
    if (exemption.on === null) return holdsAll(exemption, window);
    const after = rule.afterMonthDayConfigurable ? input.policy.exemptions[rule.code]?.afterMonthDay : undefined;
    if (after !== undefined && exemption.on.slice(5) <= after) return false;
    return exemption.on >= window.from && exemption.on <= window.to;
  });
}

/** Whether an exemption takes one requirement, and all below it, away on a day. */
export function requirementExcused(
  mandate: MandateVersion,
  input: EvaluationInput,
  id: string,
  day: LocalDate,
): boolean {
  return recorded(mandate, input, 'EXCUSE_REQUIREMENT').some(
    ({ rule, exemption }) =>
      rule.target === id && covers(exemption, day) && (!rule.appliesTo || holds(rule.appliesTo, input.facts, day)),
  );
}

/**
 * Whether the authority's consequence for a window was on record by a day. One that was recorded while the window was open was for an
 * earlier window of another requirement: what is due once has a window that holds many others.
 */
export function lapseRecorded(input: EvaluationInput, window: Window, day: LocalDate): boolean {
  return (input.consequences ?? []).some(
    (each) => each.on >= window.from && each.on <= window.to && each.recordedOn > window.to && each.recordedOn <= day,
  );
}

/** Whether a recorded consequence is in force on a day: until the day of reinstatement. */
export function lapsedOn(input: EvaluationInput, day: LocalDate): boolean {
  return (input.consequences ?? []).some(
    (each) => each.recordedOn <= day && (each.endedOn === null || day < each.endedOn),
  );
}

function recorded<Effect extends ExemptionRule['effect']>(
  mandate: MandateVersion,
  input: EvaluationInput,
  effect: Effect,
) {
  return mandate.exemptions
    .filter((rule): rule is Extract<ExemptionRule, { effect: Effect }> => rule.effect === effect)
    .flatMap((rule) =>
      input.exemptions.filter((each) => each.code === rule.code).map((exemption) => ({ rule, exemption })),
    );
}

/** An exemption recorded on a day alone holds from that day on. */
function covers(exemption: Exemption, day: LocalDate): boolean {
  const from = exemption.from ?? exemption.on;
  return from !== null && from <= day && (exemption.to === null || exemption.to >= day);
}

function holdsAll(exemption: Exemption, window: Window): boolean {
  return (
    exemption.from !== null && exemption.from <= window.from && (exemption.to === null || exemption.to >= window.to)
  );
}
