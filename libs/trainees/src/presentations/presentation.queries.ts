import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { PresentationEntity } from './presentation.entity.js';
import type { RosterState } from './roster-state.js';

export type PresentationReach = ReachOf<
  'presentation:read' | 'presentation:write' | 'assignment:write' | 'record:write'
>;

const PRESENTATION = `p.agency_id as "agencyId", p.id, p.course_version_id as "courseVersionId", p.instructor_id as "instructorId",
  p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.location, p.roster_state as "rosterState", p.seats,
  p.cancelled_at as "cancelledAt", p.cancel_reason as "cancelReason", p.created_at as "createdAt"`;

/** Short of the agency, the presentations that a member in reach instructs or is on the roster of. */
export const visiblePresentation = (reach: PresentationReach, principal: string): string =>
  reach.reach === 'AGENCY'
    ? reachPredicate(reach, 'p.id', principal)
    : `(${reachPredicate(reach, 'p.instructor_id', principal)} or exists (select 1 from roster_entries o
        where o.agency_id = p.agency_id and o.presentation_id = p.id and ${reachPredicate(reach, 'o.trainee_id', principal)}))`;

export async function presentationsByIds(
  tx: TenantTx,
  reach: PresentationReach,
  ids: readonly string[],
): Promise<PresentationEntity[]> {
  return tx.query<PresentationEntity>(
    `select ${PRESENTATION} from presentations p where p.agency_id = $1 and p.id = any($3::uuid[]) and ${visiblePresentation(reach, '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
}

/** Locked until the transaction ends: whoever changes the roster or its state queues here. */
export async function lockPresentation(
  tx: TenantTx,
  reach: PresentationReach,
  id: string,
): Promise<PresentationEntity | null> {
  const [row] = await tx.query<PresentationEntity>(
    `select ${PRESENTATION} from presentations p where p.agency_id = $1 and p.id = $3 and ${visiblePresentation(reach, '$2')} for update of p`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

/** Oldest first. */
export async function listPresentations(
  tx: TenantTx,
  reach: PresentationReach,
  page: IdPage,
): Promise<PresentationEntity[]> {
  return tx.query<PresentationEntity>(
    `select ${PRESENTATION} from presentations p
     where p.agency_id = $1 and ${visiblePresentation(reach, '$2')} and ($3::uuid is null or p.id > $3) order by p.id limit $4`,
    [tx.agencyId, reach.principalId, page.after, page.limit],
  );
}

export async function addRosterState(
  tx: TenantTx,
  step: { presentationId: string; state: RosterState; reason: string | null; decidedBy: string },
): Promise<void> {
  await tx.query(
    'insert into roster_states (agency_id, presentation_id, state, reason, decided_by) values ($1, $2, $3, $4, $5)',
    [tx.agencyId, step.presentationId, step.state, step.reason, step.decidedBy],
  );
  await tx.query('update presentations set roster_state = $3 where agency_id = $1 and id = $2', [
    tx.agencyId,
    step.presentationId,
    step.state,
  ]);
}

export async function storeCancellation(tx: TenantTx, id: string, reason: string): Promise<void> {
  await tx.query('update presentations set cancelled_at = now(), cancel_reason = $3 where agency_id = $1 and id = $2', [
    tx.agencyId,
    id,
    reason,
  ]);
}

/** @param days local dates of the agency, `yyyy-mm-dd` */
export async function storeDates(tx: TenantTx, id: string, days: { startsOn: string; endsOn: string }): Promise<void> {
  await tx.query('update presentations set starts_on = $3, ends_on = $4 where agency_id = $1 and id = $2', [
    tx.agencyId,
    id,
    days.startsOn,
    days.endsOn,
  ]);
}

/** Whether anybody attended it, or has or had an entry of the ledger by it. */
export async function wasAttended(tx: TenantTx, id: string): Promise<boolean> {
  const [row] = await tx.query<{ attended: boolean }>(
    `select exists (select 1 from training_records where agency_id = $1 and presentation_id = $2)
       or exists (select 1 from attendances where agency_id = $1 and presentation_id = $2 and attended) as attended`,
    [tx.agencyId, id],
  );
  return row?.attended ?? false;
}

/** Why the roster is in the state it is in. */
export async function lastRosterReason(tx: TenantTx, presentationId: string): Promise<string | null> {
  const [row] = await tx.query<{ reason: string | null }>(
    'select reason from roster_states where agency_id = $1 and presentation_id = $2 order by id desc limit 1',
    [tx.agencyId, presentationId],
  );
  return row?.reason ?? null;
}
