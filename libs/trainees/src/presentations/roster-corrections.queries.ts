import { reachPredicate, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { PresentationReach } from './presentation.queries.js';
import type { RosterChange, RosterCorrectionEntity } from './roster-correction.entity.js';

const LINE = `c.agency_id as "agencyId", c.id, c.presentation_id as "presentationId", c.trainee_id as "traineeId", c.change, c.reason,
  c.recorded_by as "recordedBy", c.recorded_at as "recordedAt"`;

/** Writes the line, and makes the roster what it says. */
export async function addRosterCorrection(
  tx: TenantTx,
  line: { presentationId: string; traineeId: string; change: RosterChange; reason: string; recordedBy: string },
): Promise<void> {
  const { presentationId, traineeId, change } = line;
  await tx.query(
    `insert into roster_corrections (agency_id, presentation_id, trainee_id, change, reason, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
    [tx.agencyId, presentationId, traineeId, change, line.reason, line.recordedBy],
  );
  await tx.query(
    `insert into roster_entries (agency_id, presentation_id, trainee_id, removed_at)
     values ($1, $2, $3, case $4 when 'REMOVED' then now() end)
     on conflict (agency_id, presentation_id, trainee_id) do update set removed_at = excluded.removed_at`,
    [tx.agencyId, presentationId, traineeId, change],
  );
}

/** The last line about a trainee; null for none. */
export async function lastRosterCorrection(
  tx: TenantTx,
  presentationId: string,
  traineeId: string,
): Promise<Pick<RosterCorrectionEntity, 'change' | 'reason'> | null> {
  const [row] = await tx.query<Pick<RosterCorrectionEntity, 'change' | 'reason'>>(
    `select change, reason from roster_corrections
     where agency_id = $1 and presentation_id = $2 and trainee_id = $3 order by id desc limit 1`,
    [tx.agencyId, presentationId, traineeId],
  );
  return row ?? null;
}

/** Those of the trainees whom a correction took off the roster. */
export async function takenOff(
  tx: TenantTx,
  presentationId: string,
  traineeIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ trainee_id: string }>(
    `select trainee_id from roster_entries
     where agency_id = $1 and presentation_id = $2 and trainee_id = any($3::uuid[]) and removed_at is not null`,
    [tx.agencyId, presentationId, traineeIds],
  );
  return new Set(rows.map((row) => row.trainee_id));
}

/** Whether hours of this presentation stand in the trainee's ledger. */
export async function hasStandingHours(tx: TenantTx, presentationId: string, traineeId: string): Promise<boolean> {
  const rows = await tx.query(
    `select r.id from training_records r where r.agency_id = $1 and r.presentation_id = $2 and r.trainee_id = $3 and r.hours > 0
       and not exists (select 1 from training_records c where c.agency_id = $1 and c.source = 'CORRECTION' and c.source_id = r.id)`,
    [tx.agencyId, presentationId, traineeId],
  );
  return rows.length > 0;
}

/** One page of the corrections of each presentation's roster, oldest first. */
export async function rosterCorrectionsOf(
  tx: TenantTx,
  reach: PresentationReach,
  presentationIds: readonly string[],
  page: IdPage,
): Promise<RosterCorrectionEntity[]> {
  return tx.query<RosterCorrectionEntity>(
    `select page.* from unnest($3::uuid[]) parent(id) cross join lateral (
       select ${LINE} from roster_corrections c
       where c.agency_id = $1 and ${reachPredicate(reach, 'c.trainee_id', '$2')} and c.presentation_id = parent.id
         and ($4::uuid is null or c.id > $4) order by c.id limit $5
     ) page order by page.id`,
    [tx.agencyId, reach.principalId, presentationIds, page.after, page.limit],
  );
}
