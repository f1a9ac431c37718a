import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { recordTraining, rosterChanged } from '../src/index.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const AHEAD = { startsOn: '2199-02-01', endsOn: '2199-02-02' };

describe('a presentation that takes place otherwise than planned', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  const told: string[] = [];
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    training.events.on(rosterChanged, (_tx, _actor, { presentationId }) => {
      told.push(presentationId);
      return Promise.resolve();
    });
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const opened = async (changes = {}): Promise<string> => {
    const { presentationId } = await training.presentations.open(agency.again(), {
      courseVersionId: agency.plainCourseVersionId,
      instructorId: agency.instructorId,
      ...AHEAD,
      location: 'Academy',
      idempotencyKey: uuidv7(),
      ...changes,
    });
    await training.rosters.add(agency.again(), { presentationId, traineeIds: [agency.trainees[0] as string] });
    return presentationId;
  };
  const cancel = (presentationId: string, reason = 'Instructor ill', actor = agency.again()) =>
    training.changes.cancel(actor, { presentationId, reason });
  const move = (
    presentationId: string,
    days = { startsOn: '2199-03-01', endsOn: '2199-03-01' },
    actor = agency.again(),
  ) => training.changes.move(actor, { presentationId, ...days });
  const stored = async (id: string) => (await training.presentations.byIds(agency.again(), [id]))[0];
  const attend = (presentationId: string) =>
    training.attendance.record(agency.again(), {
      presentationId,
      rows: [
        {
          traineeId: agency.trainees[0] as string,
          attended: true,
          capacity: 'STUDENT',
          score: null,
          testPassed: null,
        },
      ],
    });
  const wrongState = { code: 'WRONG_STATE', field: 'input.presentationId' };

  it('is cancelled once and for good, with its reason, and then nobody joins, attends, earns or moves it', async () => {
    const id = await opened({ seats: 12 });
    const before = told.length;
    await cancel(id);
    await cancel(id);
    expect(told.slice(before)).toEqual([id]);
    expect(await stored(id)).toMatchObject({
      cancelReason: 'Instructor ill',
      cancelledAt: expect.any(Date),
      seats: 12,
    });
    await expect(cancel(id, 'Another reason')).rejects.toMatchObject(wrongState);
    await expect(move(id)).rejects.toMatchObject(wrongState);
    const add = training.rosters.add(agency.again(), {
      presentationId: id,
      traineeIds: [agency.trainees[1] as string],
    });
    await expect(add).rejects.toMatchObject(wrongState);
    await expect(training.rosters.submit(agency.again(), { presentationId: id })).rejects.toMatchObject(wrongState);
    await expect(attend(id)).rejects.toMatchObject(wrongState);
    const actor = agency.again();
    const entry = { traineeId: agency.trainees[0] as string, courseVersionId: agency.plainCourseVersionId };
    const earn = training.db.run(actor, (tx) =>
      recordTraining(
        tx,
        actor,
        { ...entry, presentationId: id, completedOn: '2024-02-29', score: 90, sourceId: uuidv7() },
        training.events,
      ),
    );
    await expect(earn).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is moved once to days that are not over', async () => {
    const id = await opened();
    const before = told.length;
    await move(id);
    await move(id);
    expect(told.slice(before)).toEqual([id]);
    expect(await stored(id)).toMatchObject({ startsOn: '2199-03-01', endsOn: '2199-03-01' });
    for (const [days, field] of [
      [{ startsOn: '2199-03-02', endsOn: '2199-03-01' }, 'input.endsOn'],
      [{ startsOn: '2024-02-29', endsOn: '2024-02-29' }, 'input.endsOn'],
      [{ startsOn: '0024-02-29', endsOn: '2199-03-01' }, 'input.startsOn'],
    ] as const) {
      await expect(move(id, days)).rejects.toMatchObject({ code: 'INVALID', field });
    }
  });

  it('is neither once it was held, attended or submitted', async () => {
    const past = { startsOn: '2024-02-29', endsOn: '2024-02-29' };
    await expect(move(await opened(past))).rejects.toMatchObject(wrongState);
    const attended = await opened(past);
    await attend(attended);
    await expect(cancel(attended)).rejects.toMatchObject(wrongState);
    const submitted = await opened();
    await training.rosters.submit(agency.again(), { presentationId: submitted });
    await expect(cancel(submitted)).rejects.toMatchObject(wrongState);
    await expect(move(submitted)).rejects.toMatchObject(wrongState);
    expect(await stored(submitted)).toMatchObject({ ...AHEAD, cancelledAt: null });
  });

  it('takes one of a cancellation and an attendance that come at once', async () => {
    const id = await opened({ startsOn: '2024-02-29', endsOn: '2024-02-29' });
    const answers = await Promise.allSettled([cancel(id), attend(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of another agency does not exist', async () => {
    const id = await opened();
    for (const change of [
      (one: string) => cancel(one, 'Mine', other.again()),
      (one: string) => move(one, undefined, other.again()),
    ]) {
      const [foreign, missing] = await Promise.allSettled([change(id), change(uuidv7())]);
      expect(foreign).toEqual(missing);
      expect(foreign).toMatchObject({ reason: { code: 'NOT_FOUND' } });
    }
    expect(await stored(id)).toMatchObject({ ...AHEAD, cancelledAt: null });
  });
});
