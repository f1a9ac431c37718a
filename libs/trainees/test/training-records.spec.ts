import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import {
  correctRecord,
  recordTraining,
  trainingRecorded,
  trainingRecordsOf,
  type RecordTraining,
} from '../src/index.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const wholeList = { limit: 100, after: null };

describe('training records', () => {
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

  /** A class that the trainee attends, and what one signed session of it earns. */
  const attended = async (traineeId: string): Promise<RecordTraining> => {
    const { presentationId } = await training.presentations.open(agency.again(), {
      courseVersionId: agency.courseVersionId,
      instructorId: agency.instructorId,
      startsOn: '2026-03-02',
      endsOn: '2026-03-02',
      location: 'Academy',
      idempotencyKey: uuidv7(),
    });
    await training.rosters.add(agency.again(), { presentationId, traineeIds: [traineeId] });
    return {
      traineeId,
      courseVersionId: agency.courseVersionId,
      presentationId,
      completedOn: '2026-03-02',
      score: 83.5,
      sourceId: uuidv7(),
    };
  };
  const record = (entry: RecordTraining) => {
    const actor = agency.again();
    return training.db.run(actor, (tx) => recordTraining(tx, actor, entry, training.events));
  };
  const ledgerOf = (traineeId: string) => training.db.read(agency.again(), (tx) => trainingRecordsOf(tx, traineeId));

  it('hold what the board approved for the course, with the state of the roster', async () => {
    const traineeId = agency.trainees[0] as string;
    const entry = await attended(traineeId);
    const { recordId, added } = await record(entry);
    expect(added).toBe(true);
    const ledger = await ledgerOf(traineeId);
    expect(ledger).toEqual([
      expect.objectContaining({
        id: recordId,
        hours: 4.5,
        categories: ['DE_ESCALATION', 'ELECTIVE'],
        courseCode: 'DE-101',
        delivery: 'CLASSROOM',
        provider: 'Brook County',
        completedOn: '2026-03-02',
        score: 83.5,
        rosterState: 'DRAFT',
        source: 'SESSION',
        correctsId: null,
      }),
    ]);
    await training.rosters.submit(agency.again(), { presentationId: entry.presentationId });
    expect((await ledgerOf(traineeId))[0]?.rosterState).toBe('SUBMITTED');
  });

  it('count a session once, when it is recorded again and when two signatures come at once', async () => {
    const traineeId = agency.trainees[1] as string;
    const entry = await attended(traineeId);
    const before = published.length;
    const answers = await Promise.all([record(entry), record(entry), record(entry)]);
    answers.push(await record(entry));
    expect(new Set(answers.map(({ recordId }) => recordId)).size).toBe(1);
    expect(answers.filter(({ added }) => added)).toHaveLength(1);
    expect(await ledgerOf(traineeId)).toHaveLength(1);
    expect(published.length - before).toBe(1);
    const audited = await training.db.read(agency.again(), (tx) =>
      tx.query(`select id from audit_entries where action = 'training.recorded' and entity_id = $1`, [
        answers[0]?.recordId,
      ]),
    );
    expect(audited).toHaveLength(1);
  });

  it('give the hours of a class once, however many of its proof sessions are signed', async () => {
    const traineeId = agency.trainees[2] as string;
    const entry = await attended(traineeId);
    const first = await record(entry);
    const second = await record({ ...entry, sourceId: uuidv7(), score: 90 });
    expect(second).toEqual({ recordId: first.recordId, added: false });
    expect(await ledgerOf(traineeId)).toHaveLength(1);
  });

  it('are earned only on the roster of the presentation of an approved course', async () => {
    const [traineeId, stranger] = agency.trainees.slice(4) as [string, string];
    const entry = await attended(traineeId);
    const refused = [
      { ...entry, traineeId: stranger },
      { ...entry, presentationId: uuidv7() },
      { ...entry, courseVersionId: agency.draftCourseVersionId },
      { ...entry, courseVersionId: other.courseVersionId },
    ];
    for (const wrong of refused) await expect(record(wrong)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await ledgerOf(traineeId)).toEqual([]);
    expect(await ledgerOf(stranger)).toEqual([]);
  });

  it('are corrected by new entries, each of which replaces one', async () => {
    const traineeId = agency.trainees[3] as string;
    const { recordId } = await record(await attended(traineeId));
    const correct = (id: string, hours: number, actor = agency.again()) =>
      training.db.run(actor, (tx) =>
        correctRecord(
          tx,
          actor,
          actor.reach('record:correct'),
          { recordId: id, hours, completedOn: '2026-03-02', score: 83.5, reason: 'Left at noon' },
          training.events,
        ),
      );
    const answers = await Promise.allSettled([correct(recordId, 2), correct(recordId, 3)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [original, correction, ...others] = await ledgerOf(traineeId);
    expect(others).toEqual([]);
    expect(original).toMatchObject({ id: recordId, hours: 4.5 });
    expect(correction).toMatchObject({ correctsId: recordId, source: 'CORRECTION', reason: 'Left at noon' });
    await expect(correct(recordId, 1)).rejects.toMatchObject({ code: 'CONFLICT', field: 'input.recordId' });
    await correct(correction?.id as string, 4.5);
    expect(await ledgerOf(traineeId)).toHaveLength(3);
    for (const hours of [-1, 401, 1.005, Number.NaN]) {
      await expect(correct(recordId, hours)).rejects.toMatchObject({ code: 'INVALID', field: 'input.hours' });
    }
    for (const [id, actor] of [
      [uuidv7(), agency.again()],
      [recordId, other.again()],
    ] as const) {
      await expect(correct(id, 1, actor)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.recordId' });
    }
  });

  it('never change, whoever asks the database', async () => {
    const { recordId } = await record(await attended(agency.trainees[4] as string));
    for (const sql of [
      'update training_records set hours = 40 where id = $1',
      'delete from training_records where id = $1',
    ]) {
      await expect(training.db.run(agency.again(), (tx) => tx.query(sql, [recordId]))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it("are the trainee's own: another trainee and another agency find nothing", async () => {
    const [own, stranger] = agency.trainees.slice(4) as [string, string];
    const { recordId } = await record(await attended(own));
    expect(await training.records.byIds(agency.trainee(own), [recordId])).toHaveLength(1);
    for (const actor of [agency.trainee(stranger), other.again(), other.trainee(own)]) {
      expect(await training.records.byIds(actor, [recordId])).toEqual([]);
      expect(await training.records.records(actor, { ...wholeList, traineeId: own })).toEqual([]);
    }
    const listed = await training.records.records(agency.trainee(own), { ...wholeList, traineeId: null });
    expect(new Set(listed.map(({ traineeId }) => traineeId))).toEqual(new Set([own]));
  });
});
