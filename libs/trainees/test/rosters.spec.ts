import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { rosterChanged } from '../src/index.js';
import { openTraining, type Training } from './open-training.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

const wholeList = { limit: 100, after: null };

describe('presentations and their rosters', () => {
  let training: Training;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  beforeAll(async () => {
    training = await openTraining(await testDatabase());
    agency = await trainingAgency(training.db);
    other = await trainingAgency(training.db);
  });
  afterAll(() => training.close());

  const input = (changed = {}) => ({
    courseVersionId: agency.courseVersionId,
    instructorId: agency.instructorId,
    startsOn: '2026-03-02',
    endsOn: '2026-03-03',
    location: 'Academy, room 2',
    idempotencyKey: uuidv7(),
    ...changed,
  });
  const opened = async () => (await training.presentations.open(agency.again(), input())).presentationId;
  const withRoster = async (traineeIds: string[]) => {
    const presentationId = await opened();
    await training.rosters.add(agency.again(), { presentationId, traineeIds });
    return presentationId;
  };
  const stateOf = async (presentationId: string) =>
    (await training.presentations.byIds(agency.again(), [presentationId]))[0]?.rosterState;
  const statesOf = async (presentationId: string) =>
    (await training.rosters.statesOf(agency.again(), [presentationId], wholeList)).map(({ state }) => state);

  it('are opened once per key, of an approved course, by an instructor, on real days', async () => {
    const once = input();
    const first = await training.presentations.open(agency.again(), once);
    expect(await training.presentations.open(agency.again(), once)).toEqual(first);
    const [presentation] = await training.presentations.byIds(agency.again(), [first.presentationId]);
    expect(presentation).toMatchObject({ startsOn: '2026-03-02', endsOn: '2026-03-03', rosterState: 'DRAFT' });
    const refusals = [
      [{ courseVersionId: agency.draftCourseVersionId }, 'NOT_FOUND', 'input.courseVersionId'],
      [{ courseVersionId: other.courseVersionId }, 'NOT_FOUND', 'input.courseVersionId'],
      [{ instructorId: agency.trainees[0] }, 'NOT_FOUND', 'input.instructorId'],
      [{ instructorId: other.instructorId }, 'NOT_FOUND', 'input.instructorId'],
      [{ endsOn: '2026-03-01' }, 'INVALID', 'input.endsOn'],
      [{ startsOn: '0000-01-01' }, 'INVALID', 'input.startsOn'],
      [{ location: '' }, 'INVALID', 'input.location'],
    ] as const;
    const before = await training.presentations.presentations(agency.again(), wholeList);
    for (const [changed, code, field] of refusals) {
      await expect(training.presentations.open(agency.again(), input(changed))).rejects.toMatchObject({ code, field });
    }
    expect(await training.presentations.presentations(agency.again(), wholeList)).toEqual(before);
  });

  it('go to the board and back, every step kept', async () => {
    const presentationId = await withRoster([agency.trainees[0] as string]);
    await training.rosters.submit(agency.again(), { presentationId });
    await training.rosters.decide(agency.again(), { presentationId, decision: 'PENDING', reason: null });
    await training.rosters.decide(agency.again(), { presentationId, decision: 'REJECTED', reason: 'No state id' });
    await training.rosters.correct(agency.again(), { presentationId, reason: 'State id added' });
    await training.rosters.submit(agency.again(), { presentationId });
    await training.rosters.decide(agency.again(), { presentationId, decision: 'APPROVED', reason: null });
    expect(await stateOf(presentationId)).toBe('APPROVED');
    expect(await statesOf(presentationId)).toEqual([
      'DRAFT',
      'SUBMITTED',
      'PENDING',
      'REJECTED',
      'CORRECTED',
      'SUBMITTED',
      'APPROVED',
    ]);
  });

  it('tell of every step once, in the transaction that takes it', async () => {
    const told: string[] = [];
    training.events.on(rosterChanged, (_tx, _actor, event) => {
      told.push(event.presentationId);
      return Promise.resolve();
    });
    const presentationId = await withRoster([agency.trainees[0] as string]);
    await training.rosters.add(agency.again(), { presentationId, traineeIds: [agency.trainees[0] as string] });
    expect(told).toEqual([presentationId, presentationId]);
    await training.rosters.submit(agency.again(), { presentationId });
    await training.rosters.submit(agency.again(), { presentationId });
    expect(told).toHaveLength(3);
  });

  it('refuse a step that their state does not allow, and a rejection without a reason', async () => {
    const presentationId = await withRoster([agency.trainees[0] as string]);
    const approve = () =>
      training.rosters.decide(agency.again(), { presentationId, decision: 'APPROVED', reason: null });
    await expect(approve()).rejects.toMatchObject({ code: 'WRONG_STATE', field: 'input.presentationId' });
    await training.rosters.submit(agency.again(), { presentationId });
    const reject = training.rosters.decide(agency.again(), { presentationId, decision: 'REJECTED', reason: null });
    await expect(reject).rejects.toMatchObject({ code: 'INVALID', field: 'input.reason' });
    await approve();
    await approve();
    expect(await statesOf(presentationId)).toEqual(['DRAFT', 'SUBMITTED', 'APPROVED']);
  });

  it('take one of two contradicting decisions that come at once', async () => {
    const presentationId = await withRoster([agency.trainees[0] as string]);
    await training.rosters.submit(agency.again(), { presentationId });
    const decisions = await Promise.allSettled([
      training.rosters.decide(agency.again(), { presentationId, decision: 'APPROVED', reason: null }),
      training.rosters.decide(agency.again(), { presentationId, decision: 'REJECTED', reason: 'Late' }),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await statesOf(presentationId)).toHaveLength(3);
  });

  it('are not submitted empty, nor with an instructor who was suspended', async () => {
    const empty = await opened();
    await expect(training.rosters.submit(agency.again(), { presentationId: empty })).rejects.toThrow('nobody');
    const presentationId = await withRoster([agency.trainees[0] as string]);
    const setState = (state: string) =>
      training.db.run(agency.again(), (tx) =>
        tx.query('update members set state = $3 where agency_id = $1 and id = $2', [
          tx.agencyId,
          agency.instructorId,
          state,
        ]),
      );
    await setState('SUSPENDED');
    await expect(training.rosters.submit(agency.again(), { presentationId })).rejects.toThrow('suspended');
    await setState('ACTIVE');
    await training.rosters.submit(agency.again(), { presentationId });
  });

  it('do not change under the board, and never hold their own instructor', async () => {
    const [first, second] = agency.trainees as [string, string];
    const presentationId = await withRoster([first]);
    await training.rosters.submit(agency.again(), { presentationId });
    const add = (traineeIds: string[]) => training.rosters.add(agency.again(), { presentationId, traineeIds });
    await expect(add([second])).rejects.toMatchObject({ code: 'WRONG_STATE', field: 'input.presentationId' });
    expect((await add([first])).outcomes.map(({ status }) => status)).toEqual(['ALREADY_ON_ROSTER']);
    await training.db.run(agency.again(), (tx) =>
      tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'TRAINEE')`, [
        tx.agencyId,
        agency.instructorId,
      ]),
    );
    const open = await opened();
    const { outcomes } = await training.rosters.add(agency.again(), {
      presentationId: open,
      traineeIds: [agency.instructorId, second],
    });
    expect(outcomes.map(({ status, error }) => error?.code ?? status)).toEqual(['NOT_ALLOWED', 'ADDED']);
  });

  it('of another agency do not exist', async () => {
    const presentationId = await withRoster([agency.trainees[0] as string]);
    const answers = [presentationId, uuidv7()].flatMap((id) => [
      training.rosters.submit(other.again(), { presentationId: id }),
      training.rosters.add(other.again(), { presentationId: id, traineeIds: [other.trainees[0] as string] }),
    ]);
    for (const answer of answers) {
      await expect(answer).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.presentationId' });
    }
    expect(await training.presentations.byIds(other.again(), [presentationId])).toEqual([]);
    expect(await training.rosters.entriesOf(other.again(), [presentationId], wholeList)).toEqual([]);
    expect(await training.rosters.statesOf(other.again(), [presentationId], wholeList)).toEqual([]);
  });
});
