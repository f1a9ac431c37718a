import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '#platform';
import { scopesOfRoles } from '#identity';
import { v7 as uuidv7 } from 'uuid';
import { ratedSession, sixTenths } from './rated-sessions.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { scoringClient, type UserErrors } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Threshold {
  weightedKappa: number;
  sessions: number;
  setById: string | null;
}

describe('the threshold of calibration', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
    agency = await scoringAgency(served.db);
    served.tokens.set('instructor', () => agency.as(agency.instructors[0]));
    served.tokens.set(
      'admin',
      () =>
        new Actor({
          agencyId: agency.agencyId,
          principalId: agency.instructors[1],
          kind: 'MEMBER',
          scopes: scopesOfRoles(['AGENCY_ADMIN']),
          requestId: 'test',
        }),
    );
  });
  afterAll(() => served.close());

  const MUTATION = `mutation ($input: SetCalibrationThresholdInput!) { setCalibrationThreshold(input: $input) {
    threshold { weightedKappa sessions setById } userErrors { code field message } } }`;
  const set = (input: object) =>
    client.one<UserErrors & { threshold: Threshold | null }>('admin', MUTATION, {
      input: { idempotencyKey: uuidv7(), ...input },
    });
  const inForce = async () =>
    client.one<{ threshold: Threshold; graders: { mayPrefill: boolean; parts: { shortfall: string | null }[] }[] }>(
      'admin',
      '{ calibration { threshold { weightedKappa sessions setById } graders { mayPrefill parts { shortfall } } } }',
      {},
    );

  it('is the product’s own, may only be made stricter, and decides at once', async () => {
    await served.db.run(agency.task(), async (tx) => {
      for (const one of sixTenths('judge-1')) await ratedSession(tx, agency, one);
    });
    expect(await inForce()).toMatchObject({
      threshold: { weightedKappa: 0.6, sessions: 50, setById: null },
      graders: [{ mayPrefill: true }],
    });
    const input = { weightedKappa: 0.61, sessions: 50, idempotencyKey: uuidv7() };
    expect(await set(input)).toMatchObject({
      userErrors: [],
      threshold: { weightedKappa: 0.61, setById: expect.any(String) },
    });
    const stricter = await inForce();
    expect(stricter.graders[0]?.mayPrefill).toBe(false);
    expect(stricter.graders[0]?.parts.map(({ shortfall }) => shortfall)).toContain('BELOW_THRESHOLD');
    await set({ weightedKappa: 0.6, sessions: 51 });
    expect((await inForce()).graders[0]?.parts[0]?.shortfall).toBe('TOO_FEW_SESSIONS');
    // A late repeat of an earlier request does not bring its setting back.
    expect((await set(input)).threshold).toMatchObject({ weightedKappa: 0.6, sessions: 51 });
    expect((await set({ ...input, sessions: 60 })).userErrors[0]?.code).toBe('KEY_REUSED');
    await set({ weightedKappa: 0.6, sessions: 50 });
    expect((await inForce()).graders[0]?.mayPrefill).toBe(true);
    const audited = await served.rows<{ details: object }>(
      agency,
      `select details from audit_entries where action = 'calibration.threshold-set' order by id`,
    );
    expect(audited.map(({ details }) => details)).toEqual([
      { before: { weightedKappa: 0.6, sessions: 50 }, after: { weightedKappa: 0.61, sessions: 50 } },
      { before: { weightedKappa: 0.61, sessions: 50 }, after: { weightedKappa: 0.6, sessions: 51 } },
      { before: { weightedKappa: 0.6, sessions: 51 }, after: { weightedKappa: 0.6, sessions: 50 } },
    ]);
  });

  it.each([
    [{ weightedKappa: 0.59, sessions: 50 }, 'input.weightedKappa'],
    [{ weightedKappa: 0.605, sessions: 50 }, 'input.weightedKappa'],
    [{ weightedKappa: 1.2, sessions: 50 }, 'input.weightedKappa'],
    [{ weightedKappa: 0.6, sessions: 49 }, 'input.sessions'],
    [{ weightedKappa: 0.6, sessions: 501 }, 'input.sessions'],
  ])('of %o is refused at %s, with nothing written', async (input, field) => {
    const written = () => served.rows(agency, 'select id from calibration_thresholds');
    const before = await written();
    expect((await set(input)).userErrors).toEqual([expect.objectContaining({ code: 'INVALID', field })]);
    expect(await written()).toEqual(before);
  });

  it('is not an instructor’s to set', async () => {
    const refused = await served.ask('instructor', MUTATION, {
      input: { weightedKappa: 0.9, sessions: 50, idempotencyKey: uuidv7() },
    });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'calibration:write' });
  });
});
