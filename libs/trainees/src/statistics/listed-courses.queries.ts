import type { TenantTx } from '#platform';

export interface ListedCourse {
  id: string;
  code: string;
  title: string;
}

/** The agency's courses by code. @param page.after only those after this code */
export function coursesByCode(tx: TenantTx, page: { after: string | null; limit: number }): Promise<ListedCourse[]> {
  return tx.query<ListedCourse>(
    `select c.id, c.code, c.title from courses c where c.agency_id = $1 and ($2::text is null or c.code > $2)
     order by c.code limit $3`,
    [tx.agencyId, page.after, page.limit],
  );
}
