import type { TenantTx } from '#platform';

/** Whose standing a presentation bears on: who is on its roster, and who has a record from it. */
export async function membersOfPresentation(tx: TenantTx, presentationId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select e.trainee_id as id from roster_entries e where e.agency_id = $1 and e.presentation_id = $2
     union select r.trainee_id from training_records r where r.agency_id = $1 and r.presentation_id = $2`,
    [tx.agencyId, presentationId],
  );
  return rows.map(({ id }) => id);
}
