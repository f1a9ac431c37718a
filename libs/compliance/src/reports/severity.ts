import type { ComplianceStatus } from '../evaluation/evaluation.js';

/**
 * How much somebody must act on a status: 0 for nothing to do now. A new window that begins (COMPLIANT to ON_TRACK) is no worse: nothing
 * is due yet.
 */
const SEVERITY: Readonly<Record<ComplianceStatus, number>> = {
  NOT_APPLICABLE: 0,
  EXEMPT: 0,
  WAIVED: 0,
  COMPLIANT: 0,
  PENDING_VERIFICATION: 0,
  ON_TRACK: 0,
  DUE_SOON: 1,
  AT_RISK: 2,
  IN_GRACE: 3,
  OVERDUE: 4,
  LAPSED: 5,
};

/** Pairs of neighbouring statuses, `BEFORE>AFTER`, of which the second is the worse. */
export const WORSENINGS: readonly string[] = Object.entries(SEVERITY).flatMap(([before, low]) =>
  Object.entries(SEVERITY)
    .filter(([, high]) => high > low)
    .map(([after]) => `${before}>${after}`),
);

/** 0 for nothing to do now, and for no status at all. */
export const severityOf = (status: ComplianceStatus | null): number => (status === null ? 0 : SEVERITY[status]);
