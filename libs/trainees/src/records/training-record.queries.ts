import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { RosterState } from '../presentations/roster-state.js';
import type { Capacity, RecordSource } from './training-record.entity.js';

export type RecordReach = ReachOf<'record:read' | 'record:correct' | 'record:verify' | 'grade:sign' | 'appeal:decide'>;

/** What an entry is worth beside its hours. */
export interface EarnedBesideHours {
  /** Converted to hours by the table of a mandate. */
  collegeCredit: { unit: string; amount: number } | null;
  test: { code: string; passed: boolean } | null;
  /** `validTo` is its last day, null for good. */
  credential: { type: string; validTo: string | null } | null;
  capacity: Capacity;
  /** Which document proves training that was earned elsewhere; null for the agency's own. */
  evidence: string | null;
}

/** What a class of the agency's own earns a student: hours alone. */
export const HOURS_ALONE: EarnedBesideHours = {
  collegeCredit: null,
  test: null,
  credential: null,
  capacity: 'STUDENT',
  evidence: null,
};

/** One entry of the ledger with the state of its roster now. */
export interface LedgerRow extends EarnedBesideHours {
  id: string;
  traineeId: string;
  /** null for training earned elsewhere. */
  courseVersionId: string | null;
  presentationId: string | null;
  /** The course's approved hours, 0 beside college credit; a correction's are the new total, 0 removes what it corrects. */
  hours: number;
  categories: string[];
  courseCode: string;
  delivery: string;
  provider: string;
  /** Local date, `yyyy-mm-dd`. */
  completedOn: string;
  /** Percent. */
  score: number | null;
  /** Of training earned elsewhere, where its verification stands; null for another entry without a presentation. */
  rosterState: RosterState | null;
  source: RecordSource;
  sourceId: string;
  /** The entry that this one replaces entirely. */
  correctsId: string | null;
  /** Why; null for what is no correction. */
  reason: string | null;
  recordedBy: string;
  recordedAt: Date;
}

// Two decimals at most: a double gives back exactly what was written.
const LEDGER = `r.id, r.trainee_id as "traineeId", r.course_version_id as "courseVersionId", r.presentation_id as "presentationId",
  r.hours::float8 as hours, r.categories, r.course_code as "courseCode", r.delivery, r.provider, r.completed_on::text as "completedOn",
  r.score::float8 as score,
  case when r.source = 'OUTSIDE' then coalesce(v.decision, 'PENDING') else p.roster_state end as "rosterState", r.source, r.source_id as "sourceId", r.corrects_id as "correctsId", r.reason,
  r.recorded_by as "recordedBy", r.recorded_at as "recordedAt",
  case when r.college_credit_unit is not null
    then jsonb_build_object('unit', r.college_credit_unit, 'amount', r.college_credit_amount) end as "collegeCredit",
  case when r.test_code is not null then jsonb_build_object('code', r.test_code, 'passed', r.test_passed) end as test,
  case when r.credential_type is not null
    then jsonb_build_object('type', r.credential_type, 'validTo', r.credential_valid_to) end as credential, r.capacity, r.evidence`;
const FROM = `training_records r left join presentations p on p.agency_id = r.agency_id and p.id = r.presentation_id
  left join outside_training_verifications v on v.agency_id = r.agency_id and v.record_id = r.id`;

export interface NewRecord extends EarnedBesideHours {
  id: string;
  traineeId: string;
  /** null for training earned elsewhere. */
  courseVersionId: string | null;
  presentationId: string | null;
  hours: string | number;
  categories: readonly string[];
  courseCode: string;
  delivery: string;
  provider: string;
  completedOn: string;
  score: number | null;
  source: RecordSource;
  sourceId: string;
  correctsId: string | null;
  reason: string | null;
  recordedBy: string;
}

/** @returns false when this source, or this presentation for this trainee, has its entry already */
export async function addRecord(tx: TenantTx, record: NewRecord): Promise<boolean> {
  const added = await tx.query(
    `insert into training_records (agency_id, id, trainee_id, course_version_id, presentation_id, hours, categories, course_code,
       delivery, provider, completed_on, score, source, source_id, corrects_id, reason, recorded_by, college_credit_unit,
       college_credit_amount, test_code, test_passed, credential_type, credential_valid_to, capacity, evidence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) on conflict do nothing returning id`,
    [
      tx.agencyId,
      record.id,
      record.traineeId,
      record.courseVersionId,
      record.presentationId,
      record.hours,
      record.categories,
      record.courseCode,
      record.delivery,
      record.provider,
      record.completedOn,
      record.score,
      record.source,
      record.sourceId,
      record.correctsId,
      record.reason,
      record.recordedBy,
      record.collegeCredit?.unit ?? null,
      record.collegeCredit?.amount ?? null,
      record.test?.code ?? null,
      record.test?.passed ?? null,
      record.credential?.type ?? null,
      record.credential?.validTo ?? null,
      record.capacity,
      record.evidence,
    ],
  );
  return added.length > 0;
}

/** The day it is now in a time zone, by the database's clock, `yyyy-mm-dd`. @param timezone IANA name */
export async function todayIn(tx: TenantTx, timezone: string): Promise<string> {
  const [row] = await tx.query<{ day: string }>(`select (now() at time zone $1)::date::text as day`, [timezone]);
  if (!row) throw new Error('PostgreSQL gave no date');
  return row.day;
}

/** The entry that this session, or else this trainee's attendance of the presentation, has already earned. */
export async function earnedRecordId(
  tx: TenantTx,
  earned: { sourceId: string; traineeId: string; presentationId: string },
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from training_records where agency_id = $1 and source in ('SESSION', 'ATTENDANCE')
       and (source_id = $2 or (trainee_id = $3 and presentation_id = $4))
     order by source_id = $2 desc limit 1`,
    [tx.agencyId, earned.sourceId, earned.traineeId, earned.presentationId],
  );
  return row?.id ?? null;
}

export async function recordsByIds(tx: TenantTx, reach: RecordReach, ids: readonly string[]): Promise<LedgerRow[]> {
  return tx.query<LedgerRow>(
    `select ${LEDGER} from ${FROM} where r.agency_id = $1 and r.id = any($3::uuid[]) and ${reachPredicate(reach, 'r.trainee_id', '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
}

/** In the order in which they were recorded. */
export async function listRecords(
  tx: TenantTx,
  reach: RecordReach,
  page: IdPage & { traineeId: string | null },
): Promise<LedgerRow[]> {
  return tx.query<LedgerRow>(
    `select ${LEDGER} from ${FROM}
     where r.agency_id = $1 and ${reachPredicate(reach, 'r.trainee_id', '$2')} and ($3::uuid is null or r.id > $3)
       and ($4::uuid is null or r.trainee_id = $4) order by r.id limit $5`,
    [tx.agencyId, reach.principalId, page.after, page.traineeId, page.limit],
  );
}

/**
 * The whole ledger of each member, corrections and what they correct included, for the evaluation of mandates; by member,
 * date and id. The caller decides who may see the answer.
 */
export async function trainingRecordsOfMembers(
  tx: TenantTx,
  memberIds: readonly string[],
): Promise<Map<string, LedgerRow[]>> {
  const rows = await tx.query<LedgerRow>(
    `select ${LEDGER} from ${FROM} where r.agency_id = $1 and r.trainee_id = any($2::uuid[]) order by r.completed_on, r.id`,
    [tx.agencyId, memberIds],
  );
  const ledgers = new Map<string, LedgerRow[]>(memberIds.map((id) => [id, []]));
  for (const row of rows) ledgers.get(row.traineeId)?.push(row);
  return ledgers;
}

/** The whole ledger of one member; see `trainingRecordsOfMembers`. */
export const trainingRecordsOf = async (tx: TenantTx, memberId: string): Promise<LedgerRow[]> =>
  (await trainingRecordsOfMembers(tx, [memberId])).get(memberId) ?? [];
