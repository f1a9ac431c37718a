import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { Actor, Events, TenantDb, toGlobalId } from '#platform';
import { KnownTokens, KnownTokensModule, testApp, type TestApp, type GraphqlAnswer } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { PresentationService } from '../src/presentations/presentation.service.js';
import { RosterService } from '../src/presentations/roster.service.js';
import { recordTraining, TraineesModule, trainingRecorded, trainingRecordsOf } from '../src/index.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const CORRECT = `mutation ($input: CorrectTrainingRecordInput!) { correctTrainingRecord(input: $input) {
  trainingRecord { id hours completedOn score source correctsId reason } userErrors { code field message } } }`;

describe('correctTrainingRecord', () => {
  let served: TestApp;
  let db: TenantDb;
  let agency: TrainingAgency;
  const published: string[] = [];
  beforeAll(async () => {
    served = await testApp({ modules: [KnownTokensModule, AgenciesModule, TraineesModule] });
    const { actors } = served.get(KnownTokens);
    db = served.get(TenantDb);
    agency = await trainingAgency(db);
    const other = await trainingAgency(db);
    const [own, another] = agency.trainees as [string, string];
    actors.set('admin', () => agency.again());
    actors.set('other-admin', () => other.again());
    actors.set('trainee', () => agency.trainee(own));
    actors.set('another-trainee', () => agency.trainee(another));
    actors.set('trained-admin', () => {
      const scopes = new Map([['record:read', 'AGENCY'] as const, ['record:correct', 'AGENCY'] as const]);
      return new Actor({ agencyId: agency.agencyId, principalId: own, kind: 'MEMBER', scopes, requestId: 'test' });
    });
    served.get(Events).on(trainingRecorded, (_tx, _actor, { recordId }) => {
      published.push(recordId);
      return Promise.resolve();
    });
  });
  afterAll(() => served.stop());

  /** A training record of the first trainee: 4.5 hours on 2026-03-02, 91 percent. */
  const recorded = async (): Promise<string> => {
    const admin = agency.again();
    const { presentationId } = await served.get(PresentationService).open(admin, {
      courseVersionId: agency.courseVersionId,
      instructorId: agency.instructorId,
      startsOn: '2026-03-02',
      endsOn: '2026-03-02',
      location: 'Academy',
      idempotencyKey: uuidv7(),
    });
    const traineeId = agency.trainees[0] as string;
    await served.get(RosterService).add(admin, { presentationId, traineeIds: [traineeId] });
    const earned = { traineeId, presentationId, courseVersionId: agency.courseVersionId, completedOn: '2026-03-02' };
    const { recordId } = await db.run(admin, (tx) =>
      recordTraining(tx, admin, { ...earned, score: 91, sourceId: uuidv7() }, served.get(Events)),
    );
    return recordId;
  };
  const inputOf = (recordId: string, changed: Record<string, unknown> = {}) => ({
    idempotencyKey: uuidv7(),
    recordId: toGlobalId('TrainingRecord', recordId),
    hours: 2.25,
    completedOn: '2026-03-03',
    reason: ' Left at noon ',
    ...changed,
  });
  const send = (token: string, input: Record<string, unknown>): Promise<GraphqlAnswer> =>
    served.as(token).ask(CORRECT, { input });
  const correct = async (token: string, input: Record<string, unknown>) => {
    const { data, errors } = await send(token, input);
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.correctTrainingRecord as {
      trainingRecord: { id: string } | null;
      userErrors: { code: string; field: string | null; message: string }[];
    };
  };
  /** Everything that a correction could write. */
  const written = async () => {
    const reader = agency.again();
    return db.run(reader, async (tx) => ({
      ledger: await trainingRecordsOf(tx, agency.trainees[0] as string),
      audited: await tx.query(`select action, entity_id, details from audit_entries where agency_id = $1`, [
        tx.agencyId,
      ]),
      keys: await tx.query(`select key from idempotency_keys where agency_id = $1`, [tx.agencyId]),
    }));
  };

  it('adds an entry that replaces the wrong one, keeps the old one, and says in the audit trail who changed what and why', async () => {
    const recordId = await recorded();
    const { trainingRecord, userErrors } = await correct('admin', inputOf(recordId));
    expect(userErrors).toEqual([]);
    expect(trainingRecord).toMatchObject({
      hours: 2.25,
      completedOn: '2026-03-03',
      score: 91,
      source: 'CORRECTION',
      correctsId: toGlobalId('TrainingRecord', recordId),
      reason: 'Left at noon',
    });
    const { ledger, audited } = await written();
    const correction = ledger.find(({ correctsId }) => correctsId === recordId);
    expect(ledger.find(({ id }) => id === recordId)).toMatchObject({ hours: 4.5, completedOn: '2026-03-02' });
    expect(toGlobalId('TrainingRecord', correction?.id as string)).toBe(trainingRecord?.id);
    expect(correction?.recordedBy).toBe(agency.admin.principalId);
    expect(published).toContain(correction?.id);
    expect(audited).toContainEqual({
      action: 'training.corrected',
      entity_id: correction?.id,
      details: {
        correctsId: recordId,
        hours: { from: 4.5, to: 2.25 },
        completedOn: { from: '2026-03-02', to: '2026-03-03' },
        reason: 'Left at noon',
      },
    });
  });

  it('takes a score away only when told so', async () => {
    const recordId = await recorded();
    const { trainingRecord } = await correct('admin', inputOf(recordId, { score: null }));
    expect(trainingRecord).toMatchObject({ score: null });
  });

  it('corrects once: the same key gives the first answer, another key and another input are refused', async () => {
    const recordId = await recorded();
    const input = inputOf(recordId);
    const answers = await Promise.all([correct('admin', input), correct('admin', input)]);
    answers.push(await correct('admin', input));
    expect(new Set(answers.map(({ trainingRecord }) => trainingRecord?.id)).size).toBe(1);
    const before = await written();
    for (const [changed, code, field] of [
      [{ hours: 3 }, 'KEY_REUSED', 'input.idempotencyKey'],
      [{ idempotencyKey: uuidv7() }, 'CONFLICT', 'input.recordId'],
    ] as const) {
      expect(await correct('admin', { ...input, ...changed })).toMatchObject({
        trainingRecord: null,
        userErrors: [{ code, field }],
      });
    }
    expect(await written()).toEqual(before);
  });

  it('names the field that is wrong, and writes nothing', async () => {
    const recordId = await recorded();
    const before = await written();
    const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const refusals: [Record<string, unknown>, string, string][] = [
      [{ recordId: 'x' }, 'INVALID_ID', 'input.recordId'],
      [{ recordId: 'x'.repeat(5_000) }, 'INVALID_ID', 'input.recordId'],
      [{ recordId: toGlobalId('Member', recordId) }, 'INVALID_ID', 'input.recordId'],
      [{ hours: -1 }, 'INVALID', 'input.hours'],
      [{ hours: 400.01 }, 'INVALID', 'input.hours'],
      [{ hours: 1.005 }, 'INVALID', 'input.hours'],
      [{ score: 100.1 }, 'INVALID', 'input.score'],
      [{ score: 90.25 }, 'INVALID', 'input.score'],
      [{ completedOn: later }, 'INVALID', 'input.completedOn'],
      [{ completedOn: '0026-03-02' }, 'INVALID', 'input.completedOn'],
      [{ reason: '  ' }, 'INVALID', 'input.reason'],
      [{ reason: 'x'.repeat(1_001) }, 'TOO_LARGE', 'input.reason'],
    ];
    for (const [changed, code, field] of refusals) {
      expect(await correct('admin', inputOf(recordId, changed))).toMatchObject({
        trainingRecord: null,
        userErrors: [{ code, field }],
      });
    }
    const tooLong = await send('admin', inputOf(recordId, { idempotencyKey: 'x'.repeat(201) }));
    expect(tooLong.errors?.[0]?.extensions?.fields?.[0]?.field).toBe('input.idempotencyKey');
    expect(await written()).toEqual(before);
  });

  it('answers another agency as if there were no such training record', async () => {
    const recordId = await recorded();
    const before = await written();
    const foreign = await send('other-admin', inputOf(recordId));
    expect(foreign).toEqual(await send('other-admin', inputOf(uuidv7())));
    expect(foreign.data?.correctTrainingRecord).toMatchObject({
      trainingRecord: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'input.recordId' }],
    });
    expect(await written()).toEqual(before);
  });

  it('refuses trainees whatever they name, and an admin who was trained their own', async () => {
    const recordId = await recorded();
    const before = await written();
    for (const token of ['trainee', 'another-trainee']) {
      const codes: (string | undefined)[] = [];
      for (const id of [recordId, uuidv7()]) {
        const { errors } = await send(token, inputOf(id));
        codes.push(errors?.[0]?.extensions?.code);
      }
      expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    }
    expect(await correct('trained-admin', inputOf(recordId))).toMatchObject({
      trainingRecord: null,
      userErrors: [{ code: 'NOT_ALLOWED', field: 'input.recordId' }],
    });
    expect(await written()).toEqual(before);
  });
});
