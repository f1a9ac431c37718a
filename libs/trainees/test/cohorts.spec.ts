import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const wholeList = { limit: 100, after: null };

describe('cohorts', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const cohortNamed = async (name: string) =>
    (await training.cohorts.create(agency.again(), { name, idempotencyKey: name })).cohortId;

  it('are created once per key, and once per name', async () => {
    const input = { name: '  Spring  ', idempotencyKey: uuidv7() };
    const first = await training.cohorts.create(agency.again(), input);
    expect(await training.cohorts.create(agency.again(), input)).toEqual(first);
    await expect(
      training.cohorts.create(agency.again(), { name: 'Spring', idempotencyKey: uuidv7() }),
    ).rejects.toMatchObject({ code: 'TAKEN', field: 'input.name' });
    await expect(training.cohorts.create(agency.again(), { ...input, name: 'Autumn' })).rejects.toMatchObject({
      code: 'KEY_REUSED',
    });
    expect(await training.cohorts.cohort(agency.again(), first.cohortId)).toMatchObject({ name: 'Spring' });
    const elsewhere = await training.cohorts.create(other.again(), { name: 'Spring', idempotencyKey: uuidv7() });
    expect(elsewhere.cohortId).not.toBe(first.cohortId);
  });

  it('refuse an empty or endless name by its field, and write nothing', async () => {
    const create = (name: string) => training.cohorts.create(agency.again(), { name, idempotencyKey: uuidv7() });
    const before = await training.cohorts.cohorts(agency.again(), wholeList);
    await expect(create(' ')).rejects.toMatchObject({ code: 'INVALID', field: 'input.name' });
    await expect(create('x'.repeat(201))).rejects.toMatchObject({ code: 'TOO_LARGE', field: 'input.name' });
    expect(await training.cohorts.cohorts(agency.again(), wholeList)).toEqual(before);
  });

  it('take each active trainee with an outcome of its own, and repeats change nothing', async () => {
    const cohortId = await cohortNamed('Six');
    const traineeIds = [
      agency.trainees[0] as string,
      agency.suspendedTraineeId,
      agency.instructorId,
      other.trainees[0] as string,
      uuidv7(),
      null,
      agency.trainees[0] as string,
    ];
    const outcomes = async () =>
      (await training.cohorts.enrol(agency.again(), { cohortId, traineeIds })).outcomes.map(
        ({ status, error }) => error?.code ?? status,
      );
    const refused = ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'INVALID_ID'];
    expect(await outcomes()).toEqual(['ENROLLED', ...refused, 'ALREADY_ENROLLED']);
    expect(await outcomes()).toEqual(['ALREADY_ENROLLED', ...refused, 'ALREADY_ENROLLED']);
    expect(await training.cohorts.enrolmentsOf(agency.again(), [cohortId], wholeList)).toHaveLength(1);
  });

  it('answer the refusals of members of another agency and of members that do not exist alike', async () => {
    const cohortId = await cohortNamed('Alike');
    const { outcomes } = await training.cohorts.enrol(agency.again(), {
      cohortId,
      traineeIds: [other.trainees[0] as string, uuidv7()],
    });
    const told = outcomes.map(({ error }) => ({ code: error?.code, message: error?.message }));
    expect(told[0]).toEqual(told[1]);
  });

  it('enrol everybody once when the same batch comes from two sides at once', async () => {
    const cohortId = await cohortNamed('At once');
    const batches = [agency.trainees, [...agency.trainees].reverse()];
    const answers = await Promise.all(
      batches.map((traineeIds) => training.cohorts.enrol(agency.again(), { cohortId, traineeIds })),
    );
    const done = answers.flatMap(({ outcomes }) => outcomes.filter(({ status }) => status === 'ENROLLED'));
    expect(done.map(({ traineeId }) => traineeId).sort()).toEqual([...agency.trainees].sort());
  });

  it('take at most 500 trainees at a time', async () => {
    const traineeIds = Array.from({ length: 501 }, () => uuidv7());
    await expect(training.cohorts.enrol(agency.again(), { cohortId: uuidv7(), traineeIds })).rejects.toMatchObject({
      code: 'TOO_LARGE',
      field: 'input.traineeIds',
    });
  });

  it('of another agency do not exist', async () => {
    const cohortId = await cohortNamed('Mine');
    const enrol = (id: string) =>
      training.cohorts.enrol(other.again(), { cohortId: id, traineeIds: [other.trainees[0] as string] });
    const answers = await Promise.all(
      [enrol(cohortId), enrol(uuidv7())].map((answer) => answer.catch((error) => error)),
    );
    expect(answers[0]).toMatchObject({ code: 'NOT_FOUND', field: 'input.cohortId' });
    expect(answers[1]).toEqual(answers[0]);
    expect(await training.cohorts.cohort(other.again(), cohortId)).toBeNull();
    expect(await training.cohorts.enrolmentsOf(other.again(), [cohortId], wholeList)).toEqual([]);
  });

  it('are closed to trainees', async () => {
    const trainee = agency.trainee(agency.trainees[0] as string);
    const create = training.cohorts.create(trainee, { name: 'Mine', idempotencyKey: 'k' });
    await expect(create).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const enrol = training.cohorts.enrol(trainee, { cohortId: uuidv7(), traineeIds: [uuidv7()] });
    await expect(enrol).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
