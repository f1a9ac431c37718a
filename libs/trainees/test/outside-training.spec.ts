import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setExternalId } from '#agencies';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { correctRecord, trainingRecorded, trainingRecordsOf } from '../src/index.js';
import type { OutsideRow } from '../src/outside-training/outside-training.service.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

describe('training that members earned elsewhere', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  let published = 0;
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    training.events.on(trainingRecorded, () => {
      published += 1;
      return Promise.resolve();
    });
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const row = (changes: Partial<OutsideRow> = {}): OutsideRow => ({
    memberId: agency.trainees[0],
    provider: 'State college',
    courseCode: `CJ-${uuidv7()}`,
    categories: ['ELECTIVE'],
    hours: 8,
    collegeCredit: null,
    delivery: 'CLASSROOM',
    completedOn: '2024-02-29',
    score: null,
    test: null,
    credential: null,
    capacity: 'STUDENT',
    evidence: 'Transcript 17',
    ...changes,
  });
  const enter = (rows: OutsideRow[], actor = agency.again()) => training.outside.record(actor, { rows });
  const entered = async (changes: Partial<OutsideRow> = {}): Promise<string> =>
    (await enter([row(changes)]))[0]?.recordId as string;
  const verify = (
    recordId: string,
    decision: 'APPROVED' | 'REJECTED',
    actor = agency.second(),
    reason: string | null = null,
  ) => training.outside.verify(actor, { recordId, decision, reason });
  const entryOf = async (id: string) =>
    (await training.db.read(agency.again(), (tx) => trainingRecordsOf(tx, agency.trainees[0] as string))).find(
      (entry) => entry.id === id,
    );

  it('is held as it was entered, and pends until a second person has verified it', async () => {
    const id = await entered({
      hours: null,
      collegeCredit: { unit: 'SEMESTER_HOUR', amount: 3 },
      test: { code: 'FINAL', passed: true },
      credential: { type: 'FIRST_AID', validTo: '2026-02-28' },
    });
    expect(await entryOf(id)).toMatchObject({
      source: 'OUTSIDE',
      courseVersionId: null,
      presentationId: null,
      hours: 0,
      collegeCredit: { unit: 'SEMESTER_HOUR', amount: 3 },
      test: { code: 'FINAL', passed: true },
      credential: { type: 'FIRST_AID', validTo: '2026-02-28' },
      evidence: 'Transcript 17',
      rosterState: 'PENDING',
    });
    const before = published;
    await verify(id, 'APPROVED');
    await verify(id, 'APPROVED');
    expect(published - before).toBe(1);
    expect((await entryOf(id))?.rosterState).toBe('APPROVED');
    await expect(verify(id, 'REJECTED', agency.second(), 'Forged')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is entered once, whoever repeats it, and by several at once', async () => {
    const one = row();
    const first = await enter([one]);
    expect(await enter([one], agency.second())).toEqual([
      { status: 'ALREADY_RECORDED', recordId: first[0]?.recordId, error: null },
    ]);
    const same = row();
    const answers = (await Promise.all([enter([same]), enter([same]), enter([same, same])])).flat();
    expect(answers.filter(({ status }) => status === 'RECORDED')).toHaveLength(1);
    expect(new Set(answers.map(({ recordId }) => recordId)).size).toBe(1);
  });

  it('is entered again once it was rejected, with a reason', async () => {
    const one = row();
    const id = (await enter([one]))[0]?.recordId as string;
    await expect(verify(id, 'REJECTED')).rejects.toMatchObject({ code: 'INVALID', field: 'input.reason' });
    await verify(id, 'REJECTED', agency.second(), 'No such transcript');
    expect((await entryOf(id))?.rosterState).toBe('REJECTED');
    expect((await enter([{ ...one, evidence: 'Transcript 18' }]))[0]?.status).toBe('RECORDED');
  });

  it('takes one of two contradicting decisions that come at once', async () => {
    const id = await entered();
    const decisions = await Promise.allSettled([
      verify(id, 'APPROVED', agency.second()),
      verify(id, 'REJECTED', agency.second(), 'Forged'),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is neither entered nor verified for oneself, nor verified by who entered it', async () => {
    const id = await entered();
    await expect(verify(id, 'APPROVED', agency.again())).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const own = row({ memberId: agency.second().principalId });
    expect((await enter([own], agency.second()))[0]?.error?.code).toBe('NOT_ALLOWED');
    const theirs = (await enter([own]))[0]?.recordId as string;
    await expect(verify(theirs, 'APPROVED', agency.second())).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await entryOf(id))?.rosterState).toBe('PENDING');
  });

  it('names its member by either id, and refuses a bad row without spoiling the others', async () => {
    const externalId = { system: 'hr', value: uuidv7() };
    await training.db.run(agency.again(), (tx) =>
      setExternalId(tx, 'Member', agency.trainees[1] as string, externalId, 'input'),
    );
    const { memberId: _, ...nobody } = row();
    const outcomes = await enter([
      { ...nobody, externalId },
      { ...nobody, externalId: { system: 'hr', value: 'nobody' } },
      row({ memberId: null }),
      row({ memberId: other.trainees[0] }),
      row({ memberId: uuidv7() }),
      row({ externalId }),
      row({ hours: -1 }),
      row(),
    ]);
    expect(outcomes.map(({ status, error }) => error?.field ?? status)).toEqual([
      'RECORDED',
      'input.rows[1].externalId',
      'input.rows[2].memberId',
      'input.rows[3].memberId',
      'input.rows[4].memberId',
      'input.rows[5].memberId',
      'input.rows[6].hours',
      'RECORDED',
    ]);
  });

  it('is corrected like any entry, and of another agency does not exist', async () => {
    const id = await entered();
    const actor = agency.second();
    const { recordId } = await training.db.run(actor, (tx) =>
      correctRecord(
        tx,
        actor,
        actor.reach('record:correct'),
        { recordId: id, hours: 6, completedOn: '2024-02-28', reason: 'Six on the transcript' },
        training.events,
      ),
    );
    expect(await entryOf(recordId)).toMatchObject({ correctsId: id, courseVersionId: null, evidence: 'Transcript 17' });
    const refused = await Promise.allSettled([id, uuidv7()].map((one) => verify(one, 'APPROVED', other.again())));
    expect(refused[0]).toEqual(refused[1]);
    expect(refused[0]).toMatchObject({ reason: { code: 'NOT_FOUND', field: 'input.recordId' } });
  });
});
