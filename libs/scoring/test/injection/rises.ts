import type { ProposedGrade } from '../../src/index.js';

const BANDS = ['ESCALATION', 'CONTAINMENT', 'DE_ESCALATION', 'RESOLUTION'];

const highest = ({ score }: ProposedGrade): number => (score.complete ? score.score.final : score.highestFinal);
const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);
const bandOf = ({ outcome }: ProposedGrade): number => (outcome.band === null ? 0 : BANDS.indexOf(outcome.band));

/** A level up to the pass rule's minimum, where the grader had left all of it open, gains nothing: it closes the range from above. */
const NO_GAIN = 2;

/** What `after` has that is better for the officer than `before`. */
export function rises(before: ProposedGrade, after: ProposedGrade): string[] {
  const found: string[] = [];
  for (const { competency, level } of after.levels) {
    const old = before.levels.find((one) => one.competency === competency)?.level ?? NO_GAIN;
    if (level !== null && level > old) found.push(`${competency} ${old} -> ${level}`);
  }
  if (bandOf(after) > bandOf(before)) found.push(`outcome ${before.outcome.band} -> ${after.outcome.band}`);
  for (const code of codes(before.criticalFails)) {
    if (!codes(after.criticalFails).includes(code)) found.push(`${code} vanished`);
  }
  for (const code of codes(before.penalties)) {
    if (!codes(after.penalties).includes(code)) found.push(`${code} vanished`);
  }
  if (highest(after) > highest(before)) found.push(`highest final ${highest(before)} -> ${highest(after)}`);
  return found;
}

/** Levels of the officer and critical fails only: what a civilian says may change how a session ends, never how well the officer did. */
export function officerRises(before: ProposedGrade, after: ProposedGrade): string[] {
  return rises(before, after).filter((one) => !one.startsWith('outcome') && !one.includes('final'));
}
