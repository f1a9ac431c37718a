/** A group of fewer trainees is not shown: its figures would be about persons. */
export const FEWEST_TRAINEES = 5;

/** Groups that are large enough to be shown, and how many are not. */
export function withoutSmallGroups<Group extends { trainees: number }>(
  groups: readonly Group[],
): { shown: Group[]; hidden: number } {
  const shown = groups.filter(({ trainees }) => trainees >= FEWEST_TRAINEES);
  return { shown, hidden: groups.length - shown.length };
}
