import { reachPredicate, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { PresentationReach } from './presentation.queries.js';
import type { RosterEntryEntity } from './roster-entry.entity.js';
import type { RosterStateEntity } from './roster-state.entity.js';

const ENTRY = `e.agency_id as "agencyId", e.id, e.presentation_id as "presentationId", e.trainee_id as "traineeId", e.removed_at as "removedAt", e.created_at as "createdAt"`;
const STATE = `s.agency_id as "agencyId", s.id, s.presentation_id as "presentationId", s.state, s.reason,
  s.decided_by as "decidedBy", s.decided_at as "decidedAt"`;

/** Puts on the roster who is not on it. @returns whom it added */
export async function addRosterEntries(
  tx: TenantTx,
  presentationId: string,
  traineeIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ trainee_id: string }>(
    `insert into roster_entries (agency_id, presentation_id, trainee_id)
     select $1, $2, t from (select distinct t from unnest($3::uuid[]) t order by t) ordered
     on conflict (agency_id, presentation_id, trainee_id) do nothing returning trainee_id`,
    [tx.agencyId, presentationId, traineeIds],
  );
  return rows.map((row) => row.trainee_id);
}

/** Those of the trainees who are on the roster. */
export async function onRoster(
  tx: TenantTx,
  presentationId: string,
  traineeIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ trainee_id: string }>(
    'select trainee_id from roster_entries where agency_id = $1 and presentation_id = $2 and trainee_id = any($3::uuid[]) and removed_at is null',
    [tx.agencyId, presentationId, traineeIds],
  );
  return new Set(rows.map((row) => row.trainee_id));
}

/** Whether the trainee is on the roster of this presentation, which was not cancelled, of this course version; keeps both so until the transaction ends. */
export async function lockRosterEntry(
  tx: TenantTx,
  entry: { presentationId: string; courseVersionId: string; traineeId: string },
): Promise<boolean> {
  const rows = await tx.query(
    `select e.id from roster_entries e join presentations p on p.agency_id = e.agency_id and p.id = e.presentation_id
     where e.agency_id = $1 and e.presentation_id = $2 and p.course_version_id = $3 and e.trainee_id = $4
       and e.removed_at is null and p.cancelled_at is null for share of e, p`,
    [tx.agencyId, entry.presentationId, entry.courseVersionId, entry.traineeId],
  );
  return rows.length > 0;
}

/** One page of the roster of each presentation, in the order in which trainees were put on it. */
export async function rosterEntriesOf(
  tx: TenantTx,
  reach: PresentationReach,
  presentationIds: readonly string[],
  page: IdPage,
): Promise<RosterEntryEntity[]> {
  return tx.query<RosterEntryEntity>(
    `select page.* from unnest($3::uuid[]) parent(id) cross join lateral (
       select ${ENTRY} from roster_entries e
       where e.agency_id = $1 and ${reachPredicate(reach, 'e.trainee_id', '$2')} and e.presentation_id = parent.id
         and e.removed_at is null and ($4::uuid is null or e.id > $4) order by e.id limit $5
     ) page order by page.id`,
    [tx.agencyId, reach.principalId, presentationIds, page.after, page.limit],
  );
}

export async function rosterEntriesByIds(
  tx: TenantTx,
  reach: PresentationReach,
  ids: readonly string[],
): Promise<RosterEntryEntity[]> {
  return tx.query<RosterEntryEntity>(
    `select ${ENTRY} from roster_entries e
     where e.agency_id = $1 and ${reachPredicate(reach, 'e.trainee_id', '$2')} and e.id = any($3::uuid[])`,
    [tx.agencyId, reach.principalId, ids],
  );
}

/** One page of the states each roster went through, oldest first, of presentations that the caller may see. */
export async function rosterStatesOf(
  tx: TenantTx,
  presentationIds: readonly string[],
  page: IdPage,
): Promise<RosterStateEntity[]> {
  return tx.query<RosterStateEntity>(
    `select page.* from unnest($2::uuid[]) parent(id) cross join lateral (
       select ${STATE} from roster_states s
       where s.agency_id = $1 and s.presentation_id = parent.id and ($3::uuid is null or s.id > $3) order by s.id limit $4
     ) page order by page.id`,
    [tx.agencyId, presentationIds, page.after, page.limit],
  );
}
