import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

export interface ListedInstructor {
  id: string;
  familyName: string;
  givenName: string;
}

/** Members in reach who hold the role INSTRUCTOR now, by name. @param page.after only those after this one */
export function instructorsByName(
  tx: TenantTx,
  reach: ReachOf<'grade:read'>,
  page: { after: ListedInstructor | null; limit: number },
): Promise<ListedInstructor[]> {
  return tx.query<ListedInstructor>(
    `select m.id, m.family_name as "familyName", m.given_name as "givenName"
     from role_assignments a join members m on m.agency_id = a.agency_id and m.id = a.principal_id
     where a.agency_id = $1 and a.role = 'INSTRUCTOR' and ${reachPredicate(reach, 'm.id', '$2')}
       and ($3::uuid is null or (m.family_name, m.given_name, m.id) > ($4::text, $5::text, $3::uuid))
     order by m.family_name, m.given_name, m.id limit $6`,
    [
      tx.agencyId,
      reach.principalId,
      page.after?.id ?? null,
      page.after?.familyName ?? null,
      page.after?.givenName ?? null,
      page.limit,
    ],
  );
}
