import type { DebriefEdition } from './description/debrief-document.js';

/** What decides which edition of a session's debrief a caller may read. */
export interface DebriefReader {
  practice: boolean;
  /** The caller played the session. */
  played: boolean;
  /** An official decision stands. */
  decided: boolean;
  /** The caller may read proposals of this trainee's sessions. */
  readsProposals: boolean;
  /** The caller may review this trainee's sessions. */
  mayReview: boolean;
  /** The caller has submitted a complete review of their own. */
  reviewed: boolean;
}

/**
 * The edition that a caller reads; null where there is none for them. Practice is its player's alone. The player of a proof session reads
 * the officer's edition once a person has decided. Who may review reads nothing before their own review is in or a decision stands.
 * @param asked null for the fullest that the caller may read
 */
export function editionFor(reader: DebriefReader, asked: DebriefEdition | null): DebriefEdition | null {
  const editions = editionsOf(reader);
  return asked === null ? (editions[0] ?? null) : editions.includes(asked) ? asked : null;
}

/** The fullest first. */
function editionsOf({
  practice,
  played,
  decided,
  readsProposals,
  mayReview,
  reviewed,
}: DebriefReader): DebriefEdition[] {
  if (practice) return played ? ['OFFICER'] : [];
  if (played) return decided ? ['OFFICER'] : [];
  if (!readsProposals) return [];
  if (decided) return ['REVIEWER', 'OFFICER'];
  return mayReview && !reviewed ? [] : ['REVIEWER'];
}
