import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf, scoringClient } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const REASON = 'The words of turn 3 say more than the grader saw.';

describe('signing a review', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  // Each test has an agency, and with it a class, of its own.
  const freshAgency = async (): Promise<void> => {
    agency = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    agency.trainees.forEach((id, at) => served.tokens.set(`trainee-${at}`, () => agency.as(id)));
  };
  beforeAll(freshAgency);
  afterAll(() => served.close());
  const records = (uuid: string) =>
    served.rows<{ completed_on: string; hours: string; score: string }>(
      agency,
      'select completed_on::text, hours, score from training_records where agency_id = app.agency_id() and source_id = $1',
      uuid,
    );

  it('is refused for a formative proposal as it stands', async () => {
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    const { sessionGrade, userErrors } = await client.sign('instructor-0', { sessionId: id, reason: REASON });
    expect(sessionGrade).toBeNull();
    expect(userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        field: 'input.sessionId',
        message: expect.stringContaining('formative proposal cannot be signed as it stands'),
      },
    ]);
    expect(await served.rows(agency, 'select id from grade_decisions where session_id = $1', uuid)).toEqual([]);
    // Nor with somebody else's review.
    await client.submit('instructor-0', reviewOf(id));
    expect((await client.sign('instructor-1', { sessionId: id, reason: REASON })).userErrors[0]?.code).toBe(
      'WRONG_STATE',
    );
    expect(await records(uuid)).toEqual([]);
  });

  it('makes the review official, with the hours of the course, once', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, {
      traineeId: agency.trainees[0],
      // The first of March where the agency is.
      completedAt: '2026-03-02T03:30:00Z',
    });
    const submitted = await client.submit('instructor-0', reviewOf(id));
    expect(submitted.userErrors).toEqual([]);
    expect(submitted.sessionGrade?.reviews[0]?.comparison.changes).toBe(true);
    expect((await client.sign('instructor-0', { sessionId: id })).userErrors).toEqual([
      expect.objectContaining({ code: 'INVALID', field: 'input.reason' }),
    ]);
    const input = { sessionId: id, reason: REASON, idempotencyKey: uuidv7() };
    const signed = await client.sign('instructor-0', input);
    expect(signed.userErrors).toEqual([]);
    expect(signed.sessionGrade).toMatchObject({ state: 'CHANGED', decision: { final: 82.4, passed: true } });
    expect(signed.trainingRecordId).not.toBeNull();
    const repeated = await client.sign('instructor-0', input);
    expect(repeated.trainingRecordId).toBe(signed.trainingRecordId);
    const otherKey = await client.sign('instructor-0', { sessionId: id, reason: REASON });
    expect(otherKey.userErrors[0]?.code).toBe('CONFLICT');
    expect(await records(uuid)).toEqual([{ completed_on: '2026-03-01', hours: '4.50', score: '82.4' }]);
    const audited = await served.rows<{ action: string }>(
      agency,
      `select action from audit_entries where action like 'grade.%' or action = 'training.recorded' order by id`,
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'grade.proposed',
      'grade.reviewed',
      'grade.changed',
      'training.recorded',
    ]);
  });

  it('by two instructors at once makes one of them the signer', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    for (const token of ['instructor-0', 'instructor-1']) await client.submit(token, reviewOf(id));
    const answers = await Promise.all(
      ['instructor-0', 'instructor-1'].map((token) => client.sign(token, { sessionId: id, reason: REASON })),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([
      expect.objectContaining({ code: 'CONFLICT', field: 'input.sessionId' }),
    ]);
    expect(await served.rows(agency, 'select id from grade_decisions where session_id = $1', uuid)).toHaveLength(1);
    expect(await records(uuid)).toHaveLength(1);
  });

  it('of a session that did not pass earns nothing', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.submit('instructor-0', reviewOf(id, 1));
    const signed = await client.sign('instructor-0', { sessionId: id, reason: REASON });
    expect(signed).toMatchObject({ trainingRecordId: null, userErrors: [] });
    expect(signed.sessionGrade?.decision).toMatchObject({ passed: false });
    expect(await records(uuid)).toEqual([]);
  });

  it('of a session played offline needs a proctor’s attestation', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0], origin: 'EDGE' });
    await client.submit('instructor-0', reviewOf(id));
    for (const proctorAttestation of [undefined, null, '  ']) {
      const refused = await client.sign('instructor-0', { sessionId: id, reason: REASON, proctorAttestation });
      expect(refused.userErrors).toEqual([expect.objectContaining({ field: 'input.proctorAttestation' })]);
    }
    const proctorAttestation = 'Sgt. Ames watched the trainee play it in room 4.';
    const signed = await client.sign('instructor-0', { sessionId: id, reason: REASON, proctorAttestation });
    expect(signed.sessionGrade?.decision).toMatchObject({ proctorAttestation, passed: true });
    const [entry] = await served.rows<{ details: object }>(
      agency,
      `select details from audit_entries where action = 'grade.changed'`,
    );
    expect(entry?.details).toMatchObject({ proctorAttestation });
    expect(await records(uuid)).toHaveLength(1);
  });

  it('is refused where the course does not take the engine that played', async () => {
    await freshAgency();
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0], engineKind: 'IN_PROCESS' });
    await client.submit('instructor-0', reviewOf(id));
    expect((await client.sign('instructor-0', { sessionId: id, reason: REASON })).userErrors[0]?.code).toBe(
      'NOT_ALLOWED',
    );
  });

  it('cannot follow an invalidation, which lets the session be sat again', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.submit('instructor-0', reviewOf(id));
    expect((await client.invalidate('instructor-0', { sessionId: id, reason: ' ' })).userErrors[0]?.field).toBe(
      'input.reason',
    );
    const reason = 'The fire alarm went off.';
    const invalidated = await client.invalidate('instructor-0', { sessionId: id, reason });
    expect(invalidated.sessionGrade).toMatchObject({ state: 'INVALIDATED', decision: { final: null, passed: null } });
    expect((await client.invalidate('instructor-0', { sessionId: id, reason })).userErrors).toEqual([]);
    for (const answer of [
      await client.invalidate('instructor-1', { sessionId: id, reason }),
      await client.sign('instructor-0', { sessionId: id, reason: REASON }),
    ]) {
      expect(answer.userErrors[0]?.code).toBe('CONFLICT');
    }
    const [session] = await served.rows(agency, 'select state from scenario_sessions where id = $1', uuid);
    expect(session).toEqual({ state: 'INVALIDATED' });
    expect((await client.scores('instructor-0')).nodes).toEqual([]);
  });

  it('cannot be done in the database with another instructor’s review', async () => {
    await freshAgency();
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.submit('instructor-0', reviewOf(id));
    await expect(
      served.rows(
        agency,
        `insert into grade_decisions (agency_id, session_id, grade_id, review_id, decision, final, passed, decided_by)
         select agency_id, session_id, grade_id, id, 'SIGNED', final, passed, $2 from reviews where session_id = $1`,
        uuid,
        agency.instructors[1],
      ),
    ).rejects.toThrow(/foreign key/);
    await expect(served.rows(agency, 'update reviews set final = 100 where session_id = $1', uuid)).rejects.toThrow(
      /permission denied/,
    );
  });
});
