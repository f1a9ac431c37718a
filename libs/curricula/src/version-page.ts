import type { ReachOf } from '#platform';

/** A page of rows newest first, by their time-ordered ids. */
export interface NewestFirst {
  limit: number;
  /** Only rows older than this id; null for the first page. */
  before: string | null;
}

/** Who asks: with reach OWN, a trainee, only what is published can be seen. */
export type CurriculumReach = ReachOf<'curriculum:read'>;

/** What is not published yet is for those with reach over the whole agency. */
export const draftsVisible = (reach: CurriculumReach): boolean => reach.reach === 'AGENCY';
