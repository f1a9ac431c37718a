import { UserError, type UserErrorCode } from '#platform';

/** More in one call is refused: a batch is one transaction, and its answer one page. */
export const MOST_TRAINEES_PER_CALL = 500;

export interface OutcomeError {
  code: UserErrorCode;
  field: string | null;
  message: string;
}

/** What became of one trainee of a batch. */
export interface TraineeOutcome<Status extends string> {
  /** null when what was sent is no id of a member. */
  traineeId: string | null;
  status: Status | 'REFUSED';
  error: OutcomeError | null;
}

/** @throws UserError INVALID or TOO_LARGE naming `input.traineeIds` */
export function checkBatchSize(count: number): void {
  if (count === 0)
    throw new UserError('INVALID', 'input.traineeIds', 'input.traineeIds must name at least one trainee');
  if (count > MOST_TRAINEES_PER_CALL) {
    throw new UserError(
      'TOO_LARGE',
      'input.traineeIds',
      `input.traineeIds has ${count} entries; at most ${MOST_TRAINEES_PER_CALL} at a time`,
    );
  }
}

/**
 * One outcome per entry, in the order of the entries. A trainee named twice is done at the first entry and was there already
 * at the second.
 * @param traineeIds as sent; null for what is no id of a member
 * @param refusal why a trainee is refused; null for one who is not
 */
export function outcomesOf<Done extends string, Already extends string>(
  traineeIds: readonly (string | null)[],
  changed: ReadonlySet<string>,
  words: { done: Done; already: Already },
  refusal: (traineeId: string) => Omit<OutcomeError, 'field'> | null,
): TraineeOutcome<Done | Already>[] {
  const seen = new Set<string>();
  return traineeIds.map((traineeId, index) => {
    const field = `input.traineeIds[${index}]`;
    if (traineeId === null) {
      const error: OutcomeError = { code: 'INVALID_ID', field, message: `${field} is not the id of a member` };
      return { traineeId, status: 'REFUSED', error };
    }
    const refused = refusal(traineeId);
    if (refused) return { traineeId, status: 'REFUSED', error: { ...refused, field } };
    const first = !seen.has(traineeId);
    seen.add(traineeId);
    return { traineeId, status: first && changed.has(traineeId) ? words.done : words.already, error: null };
  });
}
