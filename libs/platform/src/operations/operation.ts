/** QUEUED until a worker begins; RUNNING; then DONE with its result, FAILED with why, or CANCELLED by a person. */
export const OPERATION_STATES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** Whether nothing more will be done. */
export const hasEnded = (state: OperationState): boolean =>
  state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/** How far long work has come. Pieces are whatever its kind counts: sessions, rows, pages. */
export interface OperationCounts {
  /** Pieces worked through, those that failed included. */
  done: number;
  /** Of them, those that failed while the others went on. */
  failed: number;
  /** All pieces; null while they are being counted. */
  total: number | null;
}
