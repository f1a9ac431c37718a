import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { randomUUID } from 'node:crypto';
import { DemoError } from '../demo-error.js';
import type { DemoContext } from '../demo-context.js';
import { Api } from './api.js';
import type { AgencyCast } from './cast.js';
import type { Teller } from './teller.js';

const SCOPES = ['roster:write', 'member:read', 'score:read'];

const UPSERT = `mutation Roster($input: UpsertRosterInput!) {
  upsertRoster(input: $input) {
    outcomes { externalId { value } outcome member { givenName familyName } error { code field message } }
    userErrors { code field message }
  }
}`;

interface Outcome {
  externalId: { value: string };
  outcome: string;
  member: { givenName: string; familyName: string } | null;
  error: { code: string; field: string; message: string } | null;
}

/** Chapter 4: an LMS integration with just the scopes that it needs. @returns the API as the integration sees it */
export async function syncRoster(context: DemoContext, tell: Teller, agency: AgencyCast): Promise<Api> {
  tell.chapter('An LMS integration syncs the roster by external id');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const { createServiceAccount } = await agency.admin.api.ask<{
    createServiceAccount: { serviceAccount: { clientId: string } };
  }>(
    `mutation S($input: CreateServiceAccountInput!) {
      createServiceAccount(input: $input) { serviceAccount { clientId } userErrors { code field message } }
    }`,
    {
      input: {
        idempotencyKey: `lms-${randomUUID()}`,
        name: `LMS ${randomUUID().slice(0, 8)}`,
        publicKeyJwk: JSON.stringify(await exportJWK(publicKey)),
        scopes: SCOPES,
      },
    },
  );
  const { clientId } = createServiceAccount.serviceAccount;
  tell.done(`service account with the scopes ${SCOPES.join(', ')}; it proves its key and gets a token of ten minutes`);
  const lms = new Api(context.apiUrl, await clientToken(context, clientId, privateKey), context.signal);
  const row = (value: string, givenName: string, familyName: string, more: object = {}) => ({
    externalId: { system: 'hr', value },
    givenName,
    familyName,
    ...more,
  });
  const { upsertRoster } = await lms.ask<{ upsertRoster: { outcomes: Outcome[] } }>(UPSERT, {
    input: {
      rows: [
        row('riverbend-425', 'Peter', 'Novak-Reyes'),
        row('riverbend-441', 'Hannah', 'Okoro', { email: 'hannah.okoro@riverbend.example', badgeNumber: '441' }),
        row('riverbend-442', 'Miles', 'Tran', { email: 'not an address' }),
        row('riverbend-430', 'Grace', 'Lindqvist'),
      ],
    },
  });
  tell.table(
    ['external id', 'outcome', 'member', 'why'],
    upsertRoster.outcomes.map(({ externalId, outcome, member, error }) => [
      externalId.value,
      outcome,
      member ? `${member.givenName} ${member.familyName}` : '',
      error ? `${error.field}: ${error.message}` : '',
    ]),
  );
  tell.refused(
    'the integration asks for training records',
    await lms.refusal('{ trainingRecords(first: 1) { nodes { id } } }'),
  );
  tell.refused(
    'it tries to make a cohort',
    await lms.refusal(
      'mutation { createCohort(input: {idempotencyKey: "x", name: "x"}) { userErrors { code field message } } }',
    ),
  );
  return lms;
}

/** RFC 7523: a short assertion signed with the service account's key, for an access token. */
async function clientToken({ apiUrl, environment }: DemoContext, clientId: string, key: CryptoKey): Promise<string> {
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(environment.PARLEY_ISSUER ?? apiUrl)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(key);
  const response = await fetch(`${apiUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const answer = (await response.json()) as { access_token?: string };
  if (!answer.access_token) throw new DemoError(`the service account got no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
