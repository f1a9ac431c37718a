import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setExternalId } from '#agencies';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const page = { limit: 100, after: null };

describe('a roster before it goes to the board', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const held = async (traineeIds: string[]): Promise<string> => {
    const { presentationId } = await training.presentations.open(agency.again(), {
      courseVersionId: agency.plainCourseVersionId,
      instructorId: agency.instructorId,
      startsOn: '2024-02-29',
      endsOn: '2024-02-29',
      location: 'Academy',
      idempotencyKey: uuidv7(),
    });
    await training.rosters.add(agency.again(), { presentationId, traineeIds });
    return presentationId;
  };
  const attend = (presentationId: string, traineeId: string) =>
    training.attendance.record(agency.again(), {
      presentationId,
      rows: [{ traineeId, attended: true, capacity: 'STUDENT', score: null, testPassed: null }],
    });
  const correct = (presentationId: string, traineeId: string, change: 'ADDED' | 'REMOVED', actor = agency.again()) =>
    training.corrections.correct(actor, { presentationId, traineeId, change, reason: 'Misread' });
  const requirements = (stateIdSystem: string | null, requestDaysBefore: number | null, actor = agency.again()) =>
    training.checks.setRequirements(actor, { stateIdSystem, requestDaysBefore });
  const codes = async (presentationId: string) =>
    (await training.checks.problems(agency.again(), presentationId))?.map(({ code, field }) => `${code} ${field}`);
  const rosterOf = async (presentationId: string) =>
    (await training.rosters.entriesOf(agency.again(), [presentationId], page)).map(({ traineeId }) => traineeId);

  it('is told what the board will refuse, and refused until that is mended', async () => {
    const [known, unknown] = agency.trainees as [string, string];
    await training.db.run(agency.again(), (tx) =>
      setExternalId(tx, 'Member', known, { system: 'BOARD', value: uuidv7() }, 'input'),
    );
    const id = await held([known, unknown]);
    await attend(id, known);
    expect(await codes(id)).toEqual(['ATTENDANCE_MISSING roster[1].attended']);
    await requirements('BOARD', 30);
    expect(await codes(id)).toEqual([
      'LATE_REQUEST presentation.startsOn',
      'MISSING_STATE_ID roster[1].stateId',
      'ATTENDANCE_MISSING roster[1].attended',
    ]);
    const submit = () => training.rosters.submit(agency.again(), { presentationId: id });
    await expect(submit()).rejects.toThrow('roster[1].stateId');
    await training.db.run(agency.again(), (tx) =>
      setExternalId(tx, 'Member', unknown, { system: 'BOARD', value: uuidv7() }, 'input'),
    );
    await submit();
    await requirements(null, null);
    expect(await training.checks.requirements(agency.again())).toEqual({
      stateIdSystem: null,
      requestDaysBefore: null,
    });
  });

  it('asks what its own agency’s board asks, and shows another agency nothing', async () => {
    await requirements('THEIRS', 10, other.again());
    expect(await training.checks.requirements(agency.again())).toEqual({
      stateIdSystem: null,
      requestDaysBefore: null,
    });
    const id = await held([agency.trainees[0] as string]);
    expect(await training.checks.problems(other.again(), id)).toBeNull();
    await expect(requirements(' ', null)).rejects.toMatchObject({ code: 'INVALID', field: 'input.stateIdSystem' });
    await expect(requirements(null, 0)).rejects.toMatchObject({ code: 'INVALID', field: 'input.requestDaysBefore' });
  });

  it('keeps what its sheet said: a correction is a new line, and undone by another', async () => {
    const [stays, leaves, joins] = agency.trainees as [string, string, string];
    const id = await held([stays, leaves]);
    await correct(id, leaves, 'REMOVED');
    await correct(id, leaves, 'REMOVED');
    await correct(id, joins, 'ADDED');
    expect(await rosterOf(id)).toEqual([stays, joins]);
    const again = await training.rosters.add(agency.again(), { presentationId: id, traineeIds: [leaves] });
    expect(again.outcomes[0]?.error?.code).toBe('NOT_ALLOWED');
    expect((await attend(id, leaves))[0]?.error?.code).toBe('NOT_FOUND');
    await correct(id, leaves, 'ADDED');
    expect(new Set(await rosterOf(id))).toEqual(new Set([stays, leaves, joins]));
    const lines = await training.corrections.linesOf(agency.again(), [id], page);
    expect(lines.map(({ change, traineeId }) => [change, traineeId])).toEqual([
      ['REMOVED', leaves],
      ['ADDED', joins],
      ['ADDED', leaves],
    ]);
    expect(await training.corrections.linesOf(other.again(), [id], page)).toEqual([]);
    await expect(
      training.db.run(agency.again(), (tx) => tx.query(`update roster_corrections set reason = 'x'`)),
    ).rejects.toThrow(/permission denied/);
  });

  it('takes no correction of hours that stand, of the instructor, or of what a board has before it', async () => {
    const [traineeId, stranger] = agency.trainees as [string, string];
    const id = await held([traineeId]);
    await attend(id, traineeId);
    await expect(correct(id, traineeId, 'REMOVED')).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.traineeId',
    });
    await expect(correct(id, traineeId, 'ADDED')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(correct(id, stranger, 'REMOVED')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const one of [agency.instructorId, other.trainees[0] as string, uuidv7()]) {
      await expect(correct(id, one, 'ADDED')).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.traineeId' });
    }
    await training.rosters.submit(agency.again(), { presentationId: id });
    await expect(correct(id, stranger, 'ADDED')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(correct(id, stranger, 'ADDED', other.again())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await rosterOf(id)).toEqual([traineeId]);
  });
});
