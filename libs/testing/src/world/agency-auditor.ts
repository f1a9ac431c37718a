import { AccessLog } from '#platform';
import type { TestApp } from '../test-app.js';
import type { People } from './agency-people.js';

/** A state auditor who has looked at the agency, and an admin who has looked at the first trainee. After the mandate. */
export async function addStateAuditor(app: TestApp, people: People, marker: string): Promise<void> {
  const { as, ids, callers } = people;
  const { auditorGrant, token } = await as('admin').done<{ auditorGrant: { id: string }; token: string }>(
    `mutation($input: GrantAuditorAccessInput!) { grantAuditorAccess(input: $input) { auditorGrant { id } token userErrors { field message } } }`,
    {
      input: {
        name: `${marker} board`,
        email: `board@${marker.toLowerCase()}.test`,
        organisation: `${marker} POST`,
        mandateCodes: ['US-GA-ANNUAL'],
        recordsFrom: '2025-01-01',
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        idempotencyKey: 'state-auditor',
      },
    },
  );
  ids.AuditorGrant = auditorGrant.id;
  callers.stateAuditor = {
    name: 'stateAuditor',
    id: auditorGrant.id,
    accessToken: token,
    // Of root fields no others are open to one, though types beneath them need compliance:read too.
    scopes: new Map([['board:read', 'AGENCY']]),
    own: {},
  };
  await as('stateAuditor').done('{ auditView { agencyName } }');
  await as('admin').done(
    'query($id: ID!) { memberCompliance(memberId: $id, mandateCode: "US-GA-ANNUAL") { status } }',
    { id: callers.trainee.id },
  );
  await app.get(AccessLog).flush();
}
