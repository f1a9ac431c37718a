/** What a proposal or a review says of a session, without evidence: the column `rated`, as `app.rated_parts` derives it. */
export interface RatedParts {
  /** Level 0 to 5 by competency; null where a grader left it to a person. */
  levels: Record<string, number | null>;
  /** Code of an outcome band; null where a grader left it to a person. */
  band: string | null;
  /** Codes of the critical fails found. */
  fails: string[];
}
