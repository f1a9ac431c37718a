import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { IdentityModule } from '#identity';
import { testApp, type TestApp } from '#testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import pg from 'pg';
import { resealKeysCommand } from '../src/commands/reseal-keys.js';
import { revertMigrationsCommand } from '../src/commands/revert-migrations.js';
import { rotateKeysCommand } from '../src/commands/rotate-keys.js';
import { tokenCommand } from '../src/commands/token.js';
import { typed } from './typed.js';

describe('what an operator types', () => {
  let app: TestApp;
  let client: pg.Client;
  const before = { ...process.env };
  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule] });
    client = new pg.Client({ connectionString: app.database.superuserUrl });
    await client.connect();
    const operator = app.as((await app.tokens.issueOperatorToken('desk')).accessToken);
    await operator.done(
      `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId userErrors { field message } } }`,
      {
        input: {
          ...{
            idempotencyKey: 'a',
            slug: 'heron',
            name: 'Heron County',
            timezone: 'America/New_York',
            stateCode: 'GA',
          },
          admin: { givenName: 'Ada', familyName: 'Vale', email: 'ada.vale@heron.example' },
        },
      },
    );
    Object.assign(process.env, {
      PARLEY_DATABASE_URL: app.database.urls.app,
      PARLEY_OPERATOR_DATABASE_URL: app.database.urls.operator,
      PARLEY_OWNER_DATABASE_URL: app.database.urls.owner,
      PARLEY_MASTER_KEY: app.database.masterKey,
      PARLEY_ISSUER: app.issuer,
    });
  });
  afterEach(() => {
    process.exitCode = undefined;
  });
  afterAll(async () => {
    process.env = before;
    await client.end();
    await app.stop();
  });

  const memberToken = () => typed(tokenCommand(), '--agency', 'heron', '--member', 'ada.vale@heron.example');

  it('to act as a member is in the audit trail as what it is, before the token is seen', async () => {
    const token = await memberToken();
    const { sub, jti } = decodeJwt(token);
    const { rows } = await client.query(
      `select principal_kind, entity_type, entity_id, details from audit_entries where action = 'token.issued'`,
    );
    const details = { by: 'parley token', tokenId: jti, seconds: 3_600 };
    expect(rows).toEqual([{ principal_kind: 'OPERATOR', entity_type: 'Member', entity_id: sub, details }]);
  });

  it('about keys shows nothing secret, and a wrong key id changes nothing', async () => {
    const listed = await typed(rotateKeysCommand(), '--list');
    const { rows } = await client.query<{ kid: string; private_sealed: string }>(
      'select kid, private_sealed from control.signing_keys',
    );
    for (const row of rows) {
      expect(listed).toContain(row.kid);
      expect(listed).not.toContain(row.private_sealed);
    }
    expect(await typed(rotateKeysCommand(), '--compromised', 'nobody')).toContain('nothing was changed');
    expect(process.exitCode).toBe(1);
    expect(await typed(rotateKeysCommand(), '--list')).toBe(listed);
    await expect(typed(rotateKeysCommand(), '--compromised', 'x', '--list')).rejects.toThrow('cannot be used');
    await expect(typed(rotateKeysCommand(), '--purpose', 'PASSWORD')).rejects.toThrow('Allowed choices');
  });

  it('to end a key ends it: the member is refused, and a new token is good', async () => {
    const kid = decodeProtectedHeader(await memberToken()).kid as string;
    expect(await typed(rotateKeysCommand(), '--compromised', kid)).toContain('every access token it signed is refused');
    expect(decodeProtectedHeader(await memberToken()).kid).not.toBe(kid);
  });

  it('to change the master key works with the old one named beside it, and not without', async () => {
    process.env.PARLEY_MASTER_KEY = randomBytes(32).toString('base64');
    await expect(memberToken()).rejects.toThrow(/^Parley cannot start: .* does not open with PARLEY_MASTER_KEY$/);
    await expect(typed(resealKeysCommand())).rejects.toThrow('does not open with PARLEY_MASTER_KEY');
    process.env.PARLEY_PREVIOUS_MASTER_KEY = app.database.masterKey;
    await memberToken();
    expect(await typed(resealKeysCommand())).toContain('4 of 4 keys');
    expect(await typed(resealKeysCommand())).toContain('0 of 4 keys');
    delete process.env.PARLEY_PREVIOUS_MASTER_KEY;
    await memberToken();
  });

  it('to go back tells what would be lost, and fails unless that is wanted', async () => {
    const told = await typed(revertMigrationsCommand(), '1');
    expect(told).toContain('nothing was changed');
    expect(process.exitCode).toBe(1);
    await memberToken();
    await expect(typed(revertMigrationsCommand(), '-1')).rejects.toThrow();
    await expect(typed(revertMigrationsCommand(), 'all')).rejects.toThrow('whole number');
  });
});
