import type { TenantTx } from '#platform';

/** From now on a second review of this session is due, by another than its first reviewer. */
export async function secondReviewDue(tx: TenantTx, sessionId: string, firstReviewerId: string): Promise<void> {
  await tx.query(
    `update review_queue set first_reviewer_id = $3, second_due_at = now() where agency_id = $1 and session_id = $2`,
    [tx.agencyId, sessionId, firstReviewerId],
  );
}

/** The second review is in: where the session is decided too, nobody owes it anything. */
export async function secondReviewDone(tx: TenantTx, sessionId: string): Promise<void> {
  await tx.query(
    `update review_queue set second_due_at = null, claimed_by = null, claimed_until = null,
       closed_at = case when decided_at is null then null else now() end
     where agency_id = $1 and session_id = $2`,
    [tx.agencyId, sessionId],
  );
}

/**
 * For the transaction that decides about a session: it waits no longer, but for a second review. One that was invalidated waits for nothing.
 * A decision about one that never waited, as nothing had graded it, changes nothing here.
 */
export async function leaveQueue(tx: TenantTx, sessionId: string, invalidated: boolean): Promise<void> {
  // What only waits for a comparison presses nobody: it goes behind what waits for a decision.
  await tx.query(
    `update review_queue set decided_at = coalesce(decided_at, now()), place = 0,
       second_due_at = case when $3 then null else second_due_at end,
       closed_at = case when $3 or second_due_at is null then now() end,
       claimed_by = case when $3 or second_due_at is null then null else claimed_by end,
       claimed_until = case when $3 or second_due_at is null then null else claimed_until end
     where agency_id = $1 and session_id = $2`,
    [tx.agencyId, sessionId, invalidated],
  );
  if (invalidated) {
    await tx.query(
      `update second_reviews set cancelled_at = now()
       where agency_id = $1 and session_id = $2 and second_review_id is null and cancelled_at is null`,
      [tx.agencyId, sessionId],
    );
  }
}
