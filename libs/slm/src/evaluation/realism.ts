import type { TurnFault } from '../engine.js';

/**
 * What DeEscalWild's realism judge takes off 100 for a dialogue, as far as code can decide it. Its 10 to 30 points for emotional flow
 * need a reader, and so do persons and places that contradict the profile without a fault of these kinds.
 */
export const REALISM_DEDUCTIONS = {
  /** Speaks as an AI does, or refuses the part. */
  AI_ISM: 15,
  /** Is somebody else: the officer, or the writer of a script. */
  PROFILE: 20,
  /** Does not answer what was said: empty, garbled, an echo, or the same again. */
  CONTEXT: 20,
} as const;
export type RealismDeduction = keyof typeof REALISM_DEDUCTIONS;

const DEDUCTION_OF: Partial<Record<TurnFault, RealismDeduction>> = {
  REFUSAL: 'AI_ISM',
  ROLE_DRIFT: 'PROFILE',
  EMPTY: 'CONTEXT',
  GARBLED: 'CONTEXT',
  ECHO: 'CONTEXT',
  REPEAT: 'CONTEXT',
};

/** What a dialogue keeps of 100, each deduction taken once, however many of its turns have it. */
export function realismOf(faults: readonly (TurnFault | null)[]): number {
  const taken = new Set(faults.flatMap((fault) => (fault && DEDUCTION_OF[fault]) ?? []));
  return 100 - [...taken].reduce((sum, one) => sum + REALISM_DEDUCTIONS[one], 0);
}
