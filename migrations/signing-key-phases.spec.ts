import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { migrate, revertMigrations } from '#platform';
import { emptyDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import { SigningKeyPhases1763857300000 } from './1763857300000-signing-key-phases.js';

const BEFORE = MIGRATIONS.indexOf(SigningKeyPhases1763857300000);

describe('a deployment from before keys had phases', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await emptyDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('goes on signing with the key it signed with, though two first starts at once had made two', async () => {
    await migrate(database.urls.owner, MIGRATIONS.slice(0, BEFORE));
    for (const [kid, purpose, createdAt] of [
      ['older', 'ACCESS_TOKEN', '2026-01-01'],
      ['b-newest', 'ACCESS_TOKEN', '2026-01-02'],
      ['a-newest', 'ACCESS_TOKEN', '2026-01-02'],
      ['receipts', 'RECEIPT', '2026-01-01'],
      ['receipts-newest', 'RECEIPT', '2026-01-02'],
    ]) {
      await client.query(
        `insert into control.signing_keys (kid, purpose, public_jwk, private_sealed, created_at) values ($1, $2, '{}', 'x', $3)`,
        [kid, purpose, createdAt],
      );
    }
    const newest = `select kid from control.signing_keys where purpose = 'ACCESS_TOKEN' and retired_at is null order by created_at desc, kid limit 1`;
    const signedBefore = (await client.query<{ kid: string }>(newest)).rows;
    await migrate(database.urls.owner, MIGRATIONS.slice(0, BEFORE + 1));
    expect((await client.query<{ kid: string }>(newest)).rows).toEqual(signedBefore);
    const { rows } = await client.query(
      `select kid, signs_from = created_at as signs, retired_at is null as endless, verifies_until is null as for_ever
       from control.signing_keys order by kid`,
    );
    expect(rows).toEqual([
      { kid: 'a-newest', signs: true, endless: true, for_ever: true },
      { kid: 'b-newest', signs: true, endless: false, for_ever: false },
      { kid: 'older', signs: true, endless: false, for_ever: false },
      { kid: 'receipts', signs: true, endless: false, for_ever: true },
      { kid: 'receipts-newest', signs: true, endless: true, for_ever: true },
    ]);
  });

  it('goes back to it without a key that must not be believed there', async () => {
    await client.query(
      `update control.signing_keys set private_sealed = null, compromised_at = now(), retired_at = now() where kid = 'b-newest'`,
    );
    await revertMigrations(database.urls.owner, MIGRATIONS.slice(0, BEFORE + 1), 1, true);
    const { rows } = await client.query<{ kid: string }>('select kid from control.signing_keys order by kid');
    expect(rows.map(({ kid }) => kid)).toEqual(['a-newest', 'older', 'receipts', 'receipts-newest']);
  });
});
