import { UserError } from '#platform';
import type { LedgerRow } from '#trainees';

type ChainedRow = Pick<LedgerRow, 'id' | 'correctsId'>;

/** An entry of the ledger and what it is used for, while it is. */
export interface Allocated {
  recordId: string;
  purpose: string;
}

/**
 * Finds the entry that stands in place of another: the last of its corrections. What is allocated are the hours of a class, so that
 * correcting them neither frees them nor needs them to be allocated again. An entry is corrected once, then its correction is.
 */
export function standingEntries(ledger: readonly ChainedRow[]): (recordId: string) => string {
  const correctionOf = new Map(ledger.flatMap((row) => (row.correctsId === null ? [] : [[row.correctsId, row.id]])));
  return (recordId) => {
    let standing = recordId;
    const seen = new Set<string>();
    for (let next = correctionOf.get(standing); next && !seen.has(next); next = correctionOf.get(standing)) {
      seen.add(next);
      standing = next;
    }
    return standing;
  };
}

/** Whether what is written there is a purpose as mandates name it in `exclusiveWith`. */
export const PURPOSE = /^[A-Z0-9]+([-_][A-Z0-9]+)*$/;

/**
 * Whether an entry can be used for a purpose.
 * @param ledger all of the member's
 * @param known their allocations that were not released
 * @throws UserError INVALID naming the field, WRONG_STATE for an entry that was corrected, TAKEN when it is used for it already
 */
export function checkAllocation(
  entered: Allocated & { reason: string },
  ledger: readonly (ChainedRow & Pick<LedgerRow, 'hours' | 'collegeCredit'>)[],
  known: readonly Allocated[],
): void {
  if (!PURPOSE.test(entered.purpose))
    throw new UserError('INVALID', 'input.purpose', 'input.purpose must be capital letters, digits, _ and -');
  checkReason(entered.reason);
  const standing = standingEntries(ledger);
  const row = ledger.find(({ id }) => id === entered.recordId);
  if (!row) throw new Error('the ledger lacks the entry that is to be allocated');
  if (standing(row.id) !== row.id)
    throw wrongState('this training record was corrected: allocate the one that replaces it');
  if (row.correctsId !== null && row.hours === 0 && row.collegeCredit === null)
    throw wrongState('this training record takes another out of account: it has nothing to allocate');
  if (known.some((each) => each.purpose === entered.purpose && standing(each.recordId) === row.id))
    throw new UserError('TAKEN', 'input.purpose', `this training record is used for ${entered.purpose} already`);
}

/** @throws UserError INVALID for one that says nothing */
export function checkReason(reason: string): void {
  if (reason.trim() === '') throw new UserError('INVALID', 'input.reason', 'input.reason must not be empty');
}

const wrongState = (message: string): UserError => new UserError('WRONG_STATE', 'input.trainingRecordId', message);
