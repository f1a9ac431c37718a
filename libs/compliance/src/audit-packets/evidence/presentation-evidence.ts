import { reachPredicate, type TenantTx } from '#platform';
import { trainingRecordsOfMembers } from '#trainees';
import { attachedDocuments } from '../documents/presentation-documents.queries.js';
import type { PersonNamed, PresentationEvidence, SignInLine } from './evidence.js';
import { ledgerEvidence, nameOf } from './officer-evidence.js';
import { namesOf, type PacketReach } from './officers.queries.js';

const NOBODY: PersonNamed = { familyName: '', givenName: '', badgeNumber: null };

/** Everything on record about a presentation, its sign-in sheet line by line. @returns null where there is no such presentation */
export async function presentationEvidence(
  tx: TenantTx,
  reach: PacketReach,
  id: string,
): Promise<PresentationEvidence | null> {
  const [about] = await tx.query<PresentationHead>(
    `select p.id, c.title as "courseTitle", v.course_code as "courseCode", v.version as "courseVersion", v.board,
       v.control_number as "controlNumber", v.hours::float8 as "approvedHours", v.approved_at as "approvedAt", v.categories, v.delivery,
       p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.location, p.created_at as "openedAt",
       p.cancelled_at as "cancelledAt", p.cancel_reason as "cancelReason", p.roster_state as "rosterState", p.instructor_id as "instructorId"
     from presentations p
       join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
       join courses c on c.agency_id = v.agency_id and c.id = v.course_id
     where p.agency_id = $1 and p.id = $2`,
    [tx.agencyId, id],
  );
  if (!about) return null;
  const { instructorId, approvedAt, openedAt, cancelledAt, ...head } = about;
  const states = await tx.query<{ state: string; reason: string | null; decidedBy: string; decidedAt: Date }>(
    `select s.state, s.reason, s.decided_by as "decidedBy", s.decided_at as "decidedAt" from roster_states s
     where s.agency_id = $1 and s.presentation_id = $2 order by s.id`,
    [tx.agencyId, id],
  );
  const roster = await tx.query<{ traineeId: string; boardId: string | null; addedAt: Date; removedAt: Date | null }>(
    `select e.trainee_id as "traineeId", e.created_at as "addedAt", e.removed_at as "removedAt",
       (select x.value from external_ids x where x.agency_id = $1 and x.entity_type = 'Member' and x.entity_id = e.trainee_id
         and x.system = 'board') as "boardId"
     from roster_entries e join members m on m.agency_id = e.agency_id and m.id = e.trainee_id
     where e.agency_id = $1 and e.presentation_id = $3 and ${reachPredicate(reach, 'e.trainee_id', '$2')}
     order by m.family_name, m.given_name, m.id`,
    [tx.agencyId, reach.principalId, id],
  );
  const lines = await tx.query<SignInRow>(
    `select a.trainee_id as "traineeId", a.attended, a.capacity, a.score::float8 as score, a.test_passed as "testPassed",
       a.recorded_by as "recordedBy", a.recorded_at as "recordedAt",
       exists (select from attendances later where later.agency_id = $1 and later.presentation_id = $3
         and later.trainee_id = a.trainee_id and later.id > a.id) as replaced
     from attendances a where a.agency_id = $1 and a.presentation_id = $3 and ${reachPredicate(reach, 'a.trainee_id', '$2')}
     order by a.id`,
    [tx.agencyId, reach.principalId, id],
  );
  const corrections = await tx.query<CorrectionRow>(
    `select c.trainee_id as "traineeId", c.change, c.reason, c.recorded_by as "recordedBy", c.recorded_at as "recordedAt"
     from roster_corrections c where c.agency_id = $1 and c.presentation_id = $3 and ${reachPredicate(reach, 'c.trainee_id', '$2')}
     order by c.id`,
    [tx.agencyId, reach.principalId, id],
  );
  const instruments = await tx.query<PresentationEvidence['instruments'][number]>(
    `select r.title, r.code, v.version, v.digest, jsonb_array_length(v.body -> 'competencies') as competencies from rubric_versions v
       join rubrics r on r.agency_id = v.agency_id and r.id = v.rubric_id
     where v.agency_id = $1 and v.id in (select a.rubric_version_id from assignments a
       where a.agency_id = $1 and a.presentation_id = $2 and a.mode = 'PROOF') order by r.code, v.version`,
    [tx.agencyId, id],
  );
  const facts = await tx.query<PresentationEvidence['instructor']['facts'][number]>(
    `select f.fact, f.value, f.valid_from::text as "from", f.valid_to::text as "to" from member_facts f
     where f.agency_id = $1 and f.member_id = $2 order by f.fact, f.valid_from, f.value`,
    [tx.agencyId, instructorId],
  );
  const [instructor] = await tx.query<{ state: string; roles: string[] }>(
    `select m.state, array(select r.role from role_assignments r where r.agency_id = $1 and r.principal_id = m.id order by r.role) as roles
     from members m where m.agency_id = $1 and m.id = $2`,
    [tx.agencyId, instructorId],
  );
  const traineeIds = roster.map(({ traineeId }) => traineeId);
  const ledgers = await trainingRecordsOfMembers(tx, traineeIds);
  const earned = traineeIds.flatMap((each) =>
    (ledgers.get(each) ?? []).filter(({ presentationId }) => presentationId === id),
  );
  const documents = await attachedDocuments(tx, id);
  const names = await namesOf(tx, reach, [
    ...[instructorId, ...traineeIds],
    ...lines.flatMap(({ traineeId, recordedBy }) => [traineeId, recordedBy]),
    ...corrections.flatMap(({ traineeId, recordedBy }) => [traineeId, recordedBy]),
    ...states.map(({ decidedBy }) => decidedBy),
    ...earned.map(({ recordedBy }) => recordedBy),
    ...documents.map(({ attachedBy }) => attachedBy),
  ]);
  const named = (traineeId: string): PersonNamed => names.get(traineeId) ?? NOBODY;
  return {
    ...head,
    approvedAt: iso(approvedAt),
    openedAt: openedAt.toISOString(),
    cancelledAt: iso(cancelledAt),
    instructor: { id: instructorId, ...named(instructorId), ...instructor!, facts },
    states: states.map((row) => ({ ...row, ...by(names, row.decidedBy, row.decidedAt) })),
    roster: roster.map((row) => ({
      ...row,
      ...named(row.traineeId),
      addedAt: row.addedAt.toISOString(),
      removedAt: iso(row.removedAt),
    })),
    corrections: corrections.map((row) => ({ ...named(row.traineeId), ...row, ...recorded(names, row) })),
    signIn: lines.map((row): SignInLine => ({ ...named(row.traineeId), ...row, ...recorded(names, row) })),
    earned: earned.map((row) => ({
      ...named(row.traineeId),
      traineeId: row.traineeId,
      ...ledgerEvidence(row, names),
    })),
    instruments,
    documents: documents.map(({ attachedBy, attachedAt, blobId: _, ...row }) => ({
      ...row,
      attachedBy: nameOf(names, attachedBy),
      attachedAt: attachedAt.toISOString(),
    })),
  };
}

type PresentationHead = Pick<
  PresentationEvidence,
  | 'id'
  | 'courseTitle'
  | 'courseCode'
  | 'courseVersion'
  | 'board'
  | 'controlNumber'
  | 'approvedHours'
  | 'categories'
  | 'delivery'
  | 'startsOn'
  | 'endsOn'
  | 'location'
  | 'cancelReason'
  | 'rosterState'
> & { instructorId: string; approvedAt: Date | null; openedAt: Date; cancelledAt: Date | null };

type Recorded = { traineeId: string; recordedBy: string; recordedAt: Date };
type SignInRow = Recorded & Pick<SignInLine, 'attended' | 'capacity' | 'score' | 'testPassed' | 'replaced'>;
type CorrectionRow = Recorded & { change: string; reason: string };

const iso = (instant: Date | null): string | null => instant && instant.toISOString();
const by = (names: ReadonlyMap<string, PersonNamed>, decidedBy: string, at: Date) => ({
  decidedBy: nameOf(names, decidedBy),
  decidedAt: at.toISOString(),
});
const recorded = (names: ReadonlyMap<string, PersonNamed>, row: Recorded) => ({
  recordedBy: nameOf(names, row.recordedBy),
  recordedAt: row.recordedAt.toISOString(),
});
