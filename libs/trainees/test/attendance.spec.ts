import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { recordTraining, trainingRecorded, trainingRecordsOf } from '../src/index.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

describe('the attendance of a presentation', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  const published: string[] = [];
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    training.events.on(trainingRecorded, (_tx, _actor, event) => {
      published.push(event.recordId);
      return Promise.resolve();
    });
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const held = async (traineeIds: string[], changes = {}): Promise<string> => {
    const { presentationId } = await training.presentations.open(agency.again(), {
      courseVersionId: agency.plainCourseVersionId,
      instructorId: agency.instructorId,
      startsOn: '2024-02-28',
      endsOn: '2024-02-29',
      location: 'Academy',
      idempotencyKey: uuidv7(),
      ...changes,
    });
    if (traineeIds.length > 0) await training.rosters.add(agency.again(), { presentationId, traineeIds });
    return presentationId;
  };
  const row = (traineeId: string | null, changes = {}) => ({
    traineeId,
    attended: true,
    capacity: 'STUDENT' as const,
    score: null,
    testPassed: null,
    ...changes,
  });
  const record = (presentationId: string, rows: ReturnType<typeof row>[], actor = agency.again()) =>
    training.attendance.record(actor, { presentationId, rows });
  const ledgerOf = async (traineeId: string, presentationId: string) =>
    (await training.db.read(agency.again(), (tx) => trainingRecordsOf(tx, traineeId))).filter(
      (entry) => entry.presentationId === presentationId,
    );
  const codes = (outcomes: Awaited<ReturnType<typeof record>>) =>
    outcomes.map(({ status, error }) => error?.code ?? status);

  it('earns the hours that the board approved, on the last day, once, however often it is said', async () => {
    const [there, absent] = agency.trainees as [string, string];
    const presentationId = await held([there, absent]);
    const rows = [row(there, { score: 88.5, testPassed: true }), row(absent, { attended: false }), row(there)];
    const before = published.length;
    const outcomes = await record(presentationId, rows);
    expect(codes(outcomes)).toEqual(['RECORDED', 'RECORDED', 'CONFLICT']);
    expect(await ledgerOf(there, presentationId)).toEqual([
      expect.objectContaining({
        id: outcomes[0]?.recordId,
        source: 'ATTENDANCE',
        hours: 4.5,
        completedOn: '2024-02-29',
        score: 88.5,
        test: { code: 'DE-101', passed: true },
        capacity: 'STUDENT',
        rosterState: 'DRAFT',
      }),
    ]);
    expect(await ledgerOf(absent, presentationId)).toEqual([]);
    expect(codes(await record(presentationId, rows.slice(0, 2)))).toEqual(['ALREADY_RECORDED', 'ALREADY_RECORDED']);
    expect(published.length - before).toBe(1);
    const page = { limit: 9, after: null };
    expect(await training.attendance.linesOf(agency.again(), [presentationId], page)).toHaveLength(2);
    expect(await training.attendance.linesOf(other.again(), [presentationId], page)).toEqual([]);
  });

  it('lets who was absent by mistake have been there, and the ledger be corrected by its own entries only', async () => {
    const traineeId = agency.trainees[0] as string;
    const presentationId = await held([traineeId]);
    await record(presentationId, [row(traineeId, { attended: false })]);
    expect(codes(await record(presentationId, [row(traineeId)]))).toEqual(['RECORDED']);
    expect(codes(await record(presentationId, [row(traineeId, { attended: false })]))).toEqual(['CONFLICT']);
    expect(await ledgerOf(traineeId, presentationId)).toHaveLength(1);
  });

  it('earns once of several calls at the same time, and beside a proof session', async () => {
    const [traineeId, proven] = agency.trainees as [string, string];
    const presentationId = await held([traineeId, proven]);
    const answers = await Promise.all([1, 2, 3].map(() => record(presentationId, [row(traineeId)])));
    expect(answers.flatMap(codes).sort()).toEqual(['ALREADY_RECORDED', 'ALREADY_RECORDED', 'RECORDED']);
    expect(await ledgerOf(traineeId, presentationId)).toHaveLength(1);
    const actor = agency.again();
    const session = {
      presentationId,
      courseVersionId: agency.plainCourseVersionId,
      completedOn: '2024-02-29',
      score: 90,
    };
    const sign = (id: string) =>
      training.db.run(actor, (tx) =>
        recordTraining(tx, actor, { ...session, traineeId: id, sourceId: uuidv7() }, training.events),
      );
    expect(await sign(traineeId)).toEqual({ recordId: answers[0]?.[0]?.recordId, added: false });
    const { recordId } = await sign(proven);
    expect(await record(presentationId, [row(proven)])).toEqual([{ status: 'RECORDED', recordId, error: null }]);
    expect(await ledgerOf(proven, presentationId)).toHaveLength(1);
  });

  it('earns nothing where the course takes proof sessions: the signed one does', async () => {
    const traineeId = agency.trainees[2] as string;
    const presentationId = await held([traineeId], { courseVersionId: agency.courseVersionId });
    const instructor = row(agency.instructorId, { capacity: 'INSTRUCTOR' });
    const outcomes = await record(presentationId, [row(traineeId), instructor]);
    expect(outcomes[0]).toEqual({ status: 'RECORDED', recordId: null, error: null });
    expect(await ledgerOf(traineeId, presentationId)).toEqual([]);
    expect(await ledgerOf(agency.instructorId, presentationId)).toEqual([
      expect.objectContaining({ capacity: 'INSTRUCTOR', hours: 4.5 }),
    ]);
  });

  it('refuses each row for its own reason, and is nobody’s own', async () => {
    const [traineeId, stranger] = agency.trainees as [string, string];
    const presentationId = await held([traineeId]);
    const admin = agency.again();
    const outcomes = await record(
      presentationId,
      [
        row(null),
        row(stranger),
        row(other.trainees[0] as string),
        row(uuidv7()),
        row(traineeId, { capacity: 'INSTRUCTOR' }),
        row(agency.instructorId),
        row(admin.principalId),
        row(traineeId, { score: 101 }),
        row(traineeId, { attended: false, score: 80 }),
        row(traineeId),
      ],
      admin,
    );
    expect(codes(outcomes)).toEqual([
      'INVALID_ID',
      ...Array<string>(5).fill('NOT_FOUND'),
      'NOT_ALLOWED',
      'INVALID',
      'INVALID',
      'RECORDED',
    ]);
    expect(outcomes[2]?.error?.message).toBe(outcomes[3]?.error?.message);
  });

  it('is of a presentation that was held, before its roster goes to the board, and of the own agency', async () => {
    const traineeId = agency.trainees[0] as string;
    const later = await held([traineeId], { startsOn: '2199-01-01', endsOn: '2199-01-02' });
    await expect(record(later, [row(traineeId)])).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const submitted = await held([traineeId]);
    await record(submitted, [row(traineeId, { attended: false })]);
    await training.rosters.submit(agency.again(), { presentationId: submitted });
    await expect(record(submitted, [row(traineeId)])).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(codes(await record(submitted, [row(traineeId, { attended: false })]))).toEqual(['ALREADY_RECORDED']);
    expect(await ledgerOf(traineeId, submitted)).toEqual([]);
    for (const id of [submitted, uuidv7()]) {
      await expect(record(id, [row(traineeId)], other.again())).rejects.toMatchObject({
        code: 'NOT_FOUND',
        field: 'input.presentationId',
      });
    }
  });
});
