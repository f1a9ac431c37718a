import { issueAccessToken } from '#identity';
import { oneTransaction, openDataSource, SigningKeys, toGlobalId } from '#platform';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Deployment } from '../deployment.js';

/** One agency of the race. Its canary stands in every name of it and in nobody else's. */
export interface RacingAgency {
  agencyId: string;
  canary: string;
  accessToken: string;
  /** Global ids of its members; the first is the admin that the token speaks for. */
  memberIds: string[];
}

const MEMBERS = 60;
const HOURS = 3_600;

export const inParley = (superuserUrl: string): string => {
  const url = new URL(superuserUrl);
  url.pathname = '/parley';
  return url.toString();
};

/** Agencies with members under each other's nose: the same e-mail addresses, the same badge numbers, other canaries. */
export async function racingAgencies(deployment: Deployment, count: number): Promise<RacingAgency[]> {
  const source = await openDataSource({ url: deployment.urls.app, entities: [], poolSize: 1, name: 'parley-race' });
  try {
    const keys = new SigningKeys(source, deployment.masterKey);
    const agencies: RacingAgency[] = [];
    for (let index = 0; index < count; index += 1) {
      const agencyId = uuidv7();
      const canary = `canary${randomBytes(6).toString('hex')}`;
      const ids = Array.from({ length: MEMBERS }, () => uuidv7());
      await addAgency(deployment, agencyId, canary, ids);
      const subject = { agencyId, principalId: ids[0]!, kind: 'MEMBER' as const };
      const { accessToken } = await issueAccessToken(keys, deployment.issuer, subject, 4 * HOURS);
      agencies.push({ agencyId, canary, accessToken, memberIds: ids.map((id) => toGlobalId('Member', id)) });
    }
    return agencies;
  } finally {
    await source.destroy();
  }
}

function addAgency(deployment: Deployment, agencyId: string, canary: string, ids: readonly string[]): Promise<void> {
  return oneTransaction(inParley(deployment.superuserUrl), 'parley-race', async (tx) => {
    await tx.query('insert into control.agencies (id, slug) values ($1, $2)', [agencyId, canary]);
    await tx.query(
      `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, $2, 'America/Chicago', 'TX')`,
      [agencyId, `Agency ${canary}`],
    );
    await tx.query(`insert into principals (agency_id, id, kind) select $1, id, 'MEMBER' from unnest($2::uuid[]) id`, [
      agencyId,
      ids,
    ]);
    await tx.query(
      `insert into members (agency_id, id, given_name, family_name, email, badge_number)
       select $1, id, 'Given ' || $3, 'Family ' || $3, 'officer' || n || '@race.example', 'B' || n
       from unnest($2::uuid[]) with ordinality as each (id, n)`,
      [agencyId, ids, canary],
    );
    await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AGENCY_ADMIN')`, [
      agencyId,
      ids[0],
    ]);
  });
}
