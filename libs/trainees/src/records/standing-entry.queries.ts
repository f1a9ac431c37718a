import type { TenantTx } from '#platform';

/** One trainee's place in one presentation: what hours are earned once for. */
export interface Attendance {
  traineeId: string;
  presentationId: string;
}

/** The entry of the ledger that counts for an attendance now: the one that a session earned, or the last correction of it. */
export interface StandingEntry {
  recordId: string;
  /** 0 where it was taken out of account. */
  hours: number;
  /** Percent. */
  score: number | null;
  /** Local date, `yyyy-mm-dd`. */
  completedOn: string;
  /** The proof session that earned the first entry. */
  sessionId: string;
}

/** Makes other transactions that change what is earned for this attendance wait for this one. */
export async function lockAttendance(tx: TenantTx, { traineeId, presentationId }: Attendance): Promise<void> {
  // Not the row of the roster: who is no longer on it may still have hours to correct.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0))`, [
    tx.agencyId,
    traineeId,
    presentationId,
  ]);
}

/** null where nothing was ever earned. The caller decides who may see the answer. */
export async function standingEntry(tx: TenantTx, attendance: Attendance): Promise<StandingEntry | null> {
  const [row] = await tx.query<StandingEntry>(
    `with recursive chain as (
       select r.id, r.source_id as session_id, 0 as place from training_records r
       where r.agency_id = $1 and r.presentation_id = $2 and r.trainee_id = $3 and r.source = 'SESSION'
       union all
       select c.id, chain.session_id, chain.place + 1 from chain
       join training_records c on c.agency_id = $1 and c.source = 'CORRECTION' and c.source_id = chain.id
     )
     select r.id as "recordId", r.hours::float8 as hours, r.score::float8 as score, r.completed_on::text as "completedOn",
       chain.session_id as "sessionId"
     from chain join training_records r on r.agency_id = $1 and r.id = chain.id order by chain.place desc limit 1`,
    [tx.agencyId, attendance.presentationId, attendance.traineeId],
  );
  return row ?? null;
}
