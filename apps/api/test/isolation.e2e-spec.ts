import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anotherAgency,
  anotherDevice,
  anotherTrainee,
  anotherUnit,
  badInputs,
  buildWorld,
  KNOWLEDGE,
  probe,
  probeBadInput,
  reviewAndSign,
  rootFields,
  storedRows,
  testApp,
  type StoredRows,
  type TestApp,
  type World,
} from '#testing';
import { CONTEXTS } from '../src/contexts.js';

/** Standing isolation test 2: every root field of the schema as it is served, with every id that a client can send. */
describe('isolation', () => {
  let app: TestApp;
  let world: World;
  let rows: StoredRows;

  beforeAll(async () => {
    app = await testApp({ modules: CONTEXTS, worker: CONTEXTS });
    world = await buildWorld(app);
    rows = await storedRows(app.database.superuserUrl);
  }, 120_000);
  afterAll(async () => {
    await rows?.close();
    await app?.stop();
  });

  it.each([
    ['every role of another agency', anotherAgency],
    ['another trainee of the same agency', anotherTrainee],
    ['another device of the same agency', anotherDevice],
    ['an instructor and an auditor of another org unit of the same agency', anotherUnit],
  ])(
    'shows nothing to %s, tells nothing and changes nothing',
    async (_who, attackOf) => {
      const report = await probe(app.schema, attackOf(app, world, rows), KNOWLEDGE);
      expect(report.problems).toEqual([]);
      expect(report.attacked).toBeGreaterThan(0);
    },
    120_000,
  );

  it('refuses every bad id and oversized text by the name of its field, and writes nothing', async () => {
    const report = await probeBadInput(app.schema, badInputs(app, world, rows), KNOWLEDGE);
    expect(report.problems).toEqual([]);
    expect(report.requests).toBeGreaterThan(report.mutations);
  }, 120_000);

  it('lets the instructor and the auditor of a unit do their work on the trainees below it', async () => {
    const { callers, ids, as } = world.a;
    const { secondTrainee } = callers;
    const instructor = as('unitInstructor');
    const assign = (whom: object): Promise<unknown> =>
      instructor.done(
        `mutation($input: AssignSessionInput!) { assignSession(input: $input) {
          assignments { traineeId } skippedTraineeIds userErrors { code field } } }`,
        {
          input: {
            ...whom,
            mode: 'PRACTICE',
            scenarioVersionId: ids.ScenarioVersion,
            rubricVersionId: ids.RubricVersion,
            idempotencyKey: JSON.stringify(whom),
          },
        },
      );
    const assigned = { assignments: [{ traineeId: secondTrainee.id }], skippedTraineeIds: [], userErrors: [] };
    expect(await assign({ traineeIds: [secondTrainee.id] })).toEqual(assigned);
    // Both trainees are enrolled in it.
    expect(await assign({ cohortId: ids.Cohort })).toEqual(assigned);
    const { trainingRecordId } = await reviewAndSign(instructor, secondTrainee.own.WaitingSession ?? '', 'as observed');
    expect(trainingRecordId).toBe(secondTrainee.own.TrainingRecord);
    const report = await as('unitAuditor').done<{ counts: { members: number }[]; nodes: { memberId: string }[] }>(
      '{ complianceReport(mandateCode: "US-GA-ANNUAL", first: 9) { counts { members } nodes { memberId } } }',
    );
    const below = [callers.unitInstructor.id, callers.unitAuditor.id, secondTrainee.id];
    expect(report.nodes.map(({ memberId }) => memberId).sort()).toEqual(below.sort());
    expect(report.counts.reduce((sum, { members }) => sum + members, 0)).toBe(below.length);
    const trail = await as('unitAuditor').ask('{ auditTrail(first: 1) { nodes { id } } }', {});
    expect(trail.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'audit:read' });
  });

  it('is told of no root field that there is not', () => {
    const known = rootFields(app.schema).map(({ name }) => name);
    expect(Object.keys(KNOWLEDGE.roots).filter((name) => !known.includes(name))).toEqual([]);
  });
});
