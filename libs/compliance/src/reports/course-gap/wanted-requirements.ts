import type { MandateVersion } from '../../mandates/mandate.js';
import { flatten, type Requirement } from '../../mandates/requirement.js';

/** What a class has to give, to help with some requirements. */
export interface WantedTraining {
  /** Ids of the requirements that are asked about. */
  requirementIds: string[];
  categories: string[];
  courseCodes: string[];
}

/**
 * The requirements that are asked about: all of the mandate, one by its id, or those that count hours of a category.
 * @returns null when the mandate has none such
 */
export function wantedTraining(
  mandate: MandateVersion,
  asked: { requirementId: string | null; category: string | null },
): WantedTraining | null {
  const all = flatten(mandate.requirements);
  const wanted = all.filter(
    (each) =>
      (asked.requirementId === null || each.id === asked.requirementId) &&
      (asked.category === null || categoriesOf(each).includes(asked.category)),
  );
  if (wanted.length === 0) return null;
  const helping = withWhatCountsToward(wanted, all);
  return {
    requirementIds: wanted.map((each) => each.id),
    categories: [...new Set(helping.flatMap(categoriesOf))],
    courseCodes: [...new Set(helping.flatMap(coursesOf))],
  };
}

/** A yearly requirement stands once for each year, as ID@YYYY. */
export const requirementOf = (nodeId: string): string => nodeId.replace(/@\d{4}$/, '');

/** What stands below a requirement counts toward it, and so does what is `within` it. */
function withWhatCountsToward(wanted: readonly Requirement[], all: readonly Requirement[]): Requirement[] {
  const found = new Set<Requirement>(flatten([...wanted]));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    const ids = new Set([...found].map((each) => each.id));
    for (const each of all) {
      if (each.within !== undefined && ids.has(each.within)) for (const one of flatten([each])) found.add(one);
    }
  }
  return [...found];
}

function categoriesOf(requirement: Requirement): string[] {
  if (requirement.kind === 'HOURS' || requirement.kind === 'EVENT') return requirement.categories;
  return requirement.kind === 'COURSE' ? (requirement.topics ?? []) : [];
}

/** `X@UNIT` is a course whose code names the window: any of them. */
const coursesOf = (requirement: Requirement): string[] =>
  requirement.kind === 'COURSE' || requirement.kind === 'TEST'
    ? requirement.anyOf.map((code) => code.replace(/@.*$/, ''))
    : [];
