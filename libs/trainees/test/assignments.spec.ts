import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { assignmentForPlay, assignmentsForDevice } from '../src/index.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const wholeList = { limit: 100, after: null };

describe('assignments', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  let presentationId: string;
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
    presentationId = await opened();
  });
  afterAll(() => training.close());

  const opened = async () =>
    (
      await training.presentations.open(agency.again(), {
        courseVersionId: agency.courseVersionId,
        instructorId: agency.instructorId,
        startsOn: '2026-03-02',
        endsOn: '2026-03-02',
        location: 'Academy',
        idempotencyKey: uuidv7(),
      })
    ).presentationId;
  const input = (changed = {}) => ({
    traineeIds: [agency.trainees[0] as string],
    cohortId: null,
    scenarioVersionId: agency.scenarioVersionId,
    rubricVersionId: agency.rubricVersionId,
    mode: 'PROOF' as const,
    presentationId,
    deviceId: null,
    dueOn: '2026-03-31',
    idempotencyKey: uuidv7(),
    ...changed,
  });
  const assign = (changed = {}) => training.assignments.assign(agency.again(), input(changed));
  const listedFor = async (traineeId: string) =>
    training.assignments.assignments(agency.again(), { ...wholeList, traineeId });

  it('go to each trainee once per key, and put them on the roster', async () => {
    const traineeIds = agency.trainees.slice(0, 3);
    const once = input({ traineeIds: [...traineeIds, traineeIds[0]] });
    const first = await training.assignments.assign(agency.again(), once);
    expect(await training.assignments.assign(agency.again(), once)).toEqual(first);
    expect(first.assignmentIds).toHaveLength(3);
    const assignments = await training.assignments.byIds(agency.again(), first.assignmentIds);
    expect(assignments.map(({ traineeId }) => traineeId).sort()).toEqual([...traineeIds].sort());
    expect(assignments[0]).toMatchObject({ mode: 'PROOF', presentationId, dueOn: '2026-03-31' });
    const roster = await training.rosters.entriesOf(agency.again(), [presentationId], wholeList);
    expect(roster.map(({ traineeId }) => traineeId)).toEqual(expect.arrayContaining(traineeIds));
  });

  it('of a cohort go to its active trainees and name whom they skip', async () => {
    const [one, two] = agency.trainees as [string, string];
    const { cohortId } = await training.cohorts.create(agency.again(), { name: 'Two', idempotencyKey: uuidv7() });
    await training.cohorts.enrol(agency.again(), { cohortId, traineeIds: [one, two] });
    const setState = (state: string) =>
      training.db.run(agency.again(), (tx) =>
        tx.query('update members set state = $3 where agency_id = $1 and id = $2', [tx.agencyId, two, state]),
      );
    await setState('SUSPENDED');
    const assigned = await assign({ traineeIds: null, cohortId, mode: 'PRACTICE', presentationId: null });
    await setState('ACTIVE');
    expect(assigned.assignmentIds).toHaveLength(1);
    expect(assigned.skippedTraineeIds).toEqual([two]);
  });

  it('name the field at fault, and leave nothing behind', async () => {
    const [one, two] = agency.trainees.slice(3) as [string, string];
    const submitted = await opened();
    await training.rosters.add(agency.again(), { presentationId: submitted, traineeIds: [two] });
    await training.rosters.submit(agency.again(), { presentationId: submitted });
    const refusals = [
      [{ traineeIds: [one, other.trainees[0]] }, 'NOT_FOUND', 'input.traineeIds[1]'],
      [{ traineeIds: [one, uuidv7()] }, 'NOT_FOUND', 'input.traineeIds[1]'],
      [{ traineeIds: [one, agency.suspendedTraineeId] }, 'NOT_FOUND', 'input.traineeIds[1]'],
      [{ traineeIds: [] }, 'INVALID', 'input.traineeIds'],
      [{ traineeIds: [one], cohortId: uuidv7() }, 'INVALID', 'input.traineeIds'],
      [{ traineeIds: null }, 'INVALID', 'input.traineeIds'],
      [{ traineeIds: null, cohortId: uuidv7() }, 'NOT_FOUND', 'input.cohortId'],
      [{ scenarioVersionId: agency.draftScenarioVersionId }, 'NOT_FOUND', 'input.scenarioVersionId'],
      [{ scenarioVersionId: other.scenarioVersionId }, 'NOT_FOUND', 'input.scenarioVersionId'],
      [{ rubricVersionId: other.rubricVersionId }, 'NOT_FOUND', 'input.rubricVersionId'],
      [{ rubricVersionId: agency.outcomeRubricVersionId }, 'INVALID', 'input.rubricVersionId'],
      [{ presentationId: null }, 'INVALID', 'input.presentationId'],
      [{ presentationId: uuidv7() }, 'NOT_FOUND', 'input.presentationId'],
      [{ presentationId: submitted }, 'WRONG_STATE', 'input.presentationId'],
      [{ mode: 'PRACTICE' }, 'INVALID', 'input.presentationId'],
      [{ deviceId: one }, 'NOT_FOUND', 'input.deviceId'],
      [{ deviceId: other.deviceId }, 'NOT_FOUND', 'input.deviceId'],
      [{ dueOn: '9999-12-31' }, 'INVALID', 'input.dueOn'],
    ] as const;
    for (const [changed, code, field] of refusals) {
      await expect(assign({ traineeIds: [one], ...changed })).rejects.toMatchObject({ code, field });
    }
    expect(await listedFor(one)).toEqual([]);
    const roster = await training.rosters.entriesOf(agency.again(), [presentationId, submitted], wholeList);
    expect(roster.map(({ traineeId }) => traineeId)).not.toContain(one);
    await assign({ traineeIds: [two], presentationId: submitted });
  });

  it("are the trainee's own: another trainee and another agency find nothing", async () => {
    const [one, two] = agency.trainees as [string, string];
    const { assignmentIds } = await assign({ traineeIds: [one] });
    const [assignmentId] = assignmentIds as [string];
    expect(await training.assignments.byIds(agency.trainee(one), [assignmentId])).toHaveLength(1);
    for (const stranger of [agency.trainee(two), other.again(), other.trainee(one)]) {
      expect(await training.assignments.byIds(stranger, [assignmentId])).toEqual([]);
      const page = { ...wholeList, traineeId: one };
      expect(await training.assignments.assignments(stranger, page)).toEqual([]);
    }
    const own = await training.assignments.assignments(agency.trainee(one), { ...wholeList, traineeId: null });
    expect(new Set(own.map(({ traineeId }) => traineeId))).toEqual(new Set([one]));
    const playing = (actor: ReturnType<TrainingAgency['trainee']>) =>
      training.db.run(actor, (tx) => assignmentForPlay(tx, actor.reach('session:play'), assignmentId));
    expect(await playing(agency.trainee(one))).toMatchObject({
      traineeId: one,
      mode: 'PROOF',
      courseVersionId: agency.courseVersionId,
    });
    expect(await playing(agency.trainee(two))).toBeNull();
    expect(await playing(other.trainee(one))).toBeNull();
  });

  it('of a device are what that device may take, and no other', async () => {
    const { assignmentIds } = await assign({ deviceId: agency.deviceId });
    const taken = (deviceId: string) => training.db.read(agency.again(), (tx) => assignmentsForDevice(tx, deviceId));
    expect((await taken(agency.deviceId)).map(({ id }) => id)).toEqual(assignmentIds);
    expect(await taken(uuidv7())).toEqual([]);
  });

  it('are not given by trainees', async () => {
    const trainee = agency.trainee(agency.trainees[0] as string);
    await expect(training.assignments.assign(trainee, input())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
