import type { GraphqlClient } from '../graphql-client.js';

/** Global ids of the org units of an agency: a headquarters with two divisions, each with a unit below it. */
export interface Units {
  headquarters: string;
  patrol: string;
  patrolNights: string;
  academy: string;
  academyRecruits: string;
}

/** Makes the org units as the admin. @param marker stands in each name */
export async function addUnits(admin: GraphqlClient, marker: string): Promise<Units> {
  const add = async (name: string, parentId: string | null): Promise<string> => {
    const { orgUnit } = await admin.done<{ orgUnit: { id: string } }>(
      `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id } userErrors { field message } } }`,
      { input: { idempotencyKey: name, kind: 'DIVISION', name: `${marker} ${name}`, parentId } },
    );
    return orgUnit.id;
  };
  const headquarters = await add('headquarters', null);
  const patrol = await add('patrol', headquarters);
  const academy = await add('academy', headquarters);
  return {
    headquarters,
    patrol,
    patrolNights: await add('patrol nights', patrol),
    academy,
    academyRecruits: await add('academy recruits', academy),
  };
}
