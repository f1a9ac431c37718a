export const ROSTER_STATES = ['DRAFT', 'SUBMITTED', 'PENDING', 'APPROVED', 'REJECTED', 'CORRECTED'] as const;
export type RosterState = (typeof ROSTER_STATES)[number];

/** What a state board answers: it has the roster (PENDING), or it has decided. */
export const ROSTER_DECISIONS = ['PENDING', 'APPROVED', 'REJECTED'] as const satisfies readonly RosterState[];
export type RosterDecision = (typeof ROSTER_DECISIONS)[number];

/**
 * DRAFT -> SUBMITTED -> PENDING -> APPROVED | REJECTED -> CORRECTED. Some boards decide without saying first that they have
 * it. What was decided may turn out wrong: a CORRECTED roster is submitted again and earns only once approved again.
 */
const NEXT: Readonly<Record<RosterState, readonly RosterState[]>> = {
  DRAFT: ['SUBMITTED'],
  SUBMITTED: ['PENDING', 'APPROVED', 'REJECTED'],
  PENDING: ['APPROVED', 'REJECTED'],
  APPROVED: ['CORRECTED'],
  REJECTED: ['CORRECTED'],
  CORRECTED: ['SUBMITTED'],
};

export const mayFollow = (from: RosterState, to: RosterState): boolean => NEXT[from].includes(to);

/** Whether trainees may still be put on the roster: what a board has before it must not change under it. */
export const rosterIsOpen = (state: RosterState): boolean => state === 'DRAFT' || state === 'CORRECTED';

/** Whoever reads the roster years later must see why it was refused or reopened. */
export const needsReason = (state: RosterState): boolean => state === 'REJECTED' || state === 'CORRECTED';
