import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { buildSchema, Events, TenantDb, toGlobalId, undescribed } from '#platform';
import { KnownTokens, KnownTokensModule, testApp, type TestApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { recordTraining, TraineesModule } from '../src/index.js';
import { trainingAgency, type TrainingAgency } from './training-agency.js';

interface Nodes {
  nodes: Record<string, unknown>[];
}
type Payload = Record<string, never> & { userErrors: { code: string; field: string }[] };

describe('the GraphQL of training', () => {
  let served: TestApp;
  let agency: TrainingAgency;
  let other: TrainingAgency;
  let memberIds: string[];
  beforeAll(async () => {
    served = await testApp({ modules: [KnownTokensModule, AgenciesModule, TraineesModule] });
    const { actors } = served.get(KnownTokens);
    const db = served.get(TenantDb);
    agency = await trainingAgency(db);
    other = await trainingAgency(db);
    memberIds = agency.trainees.map((id) => toGlobalId('Member', id));
    actors.set('admin', () => agency.again());
    actors.set('other-admin', () => other.again());
    for (const index of [0, 1]) {
      actors.set(`trainee-${index}`, () => agency.trainee(agency.trainees[index] as string));
    }
  });
  afterAll(() => served.stop());

  /** The one root field of the answer. */
  const ask = async <T>(token: string, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const answer = await served.as(token).ask(query, variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return Object.values(answer.data ?? {})[0] as T;
  };
  const change = (name: string, input: Record<string, unknown>, selection: string, token = 'admin') => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return ask<Payload>(
      token,
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`,
      { input },
    );
  };
  const cohortOf = async (name: string) =>
    (await change('createCohort', { name, idempotencyKey: name }, 'cohort { id name }')).cohort as { id: string };
  const presentation = async () =>
    (
      await change(
        'openPresentation',
        {
          courseVersionId: toGlobalId('CourseVersion', agency.courseVersionId),
          instructorId: toGlobalId('Member', agency.instructorId),
          startsOn: '2026-03-02',
          endsOn: '2026-03-02',
          location: 'Academy',
          idempotencyKey: uuidv7(),
        },
        'presentation { id rosterState }',
      )
    ).presentation as { id: string; rosterState: string };
  const session = (changed: Record<string, unknown>) => ({
    scenarioVersionId: toGlobalId('ScenarioVersion', agency.scenarioVersionId),
    rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
    mode: 'PROOF',
    dueOn: '2026-03-31',
    idempotencyKey: uuidv7(),
    ...changed,
  });

  it('describes every type, field and argument of its own', async () => {
    expect(undescribed(await buildSchema([TraineesModule]))).toEqual([]);
  });

  it('takes a cohort of six from enrolment to an approved roster', async () => {
    const cohort = await cohortOf('Six');
    const enrolled = await change(
      'enrolTrainees',
      { cohortId: cohort.id, traineeIds: [...memberIds, 'nobody', toGlobalId('Member', other.trainees[0] as string)] },
      'cohort { enrolments(first: 10) { nodes { id trainee { givenName } state } pageInfo { hasNextPage } } } outcomes { status traineeId error { code field } }',
    );
    const outcomes = enrolled.outcomes as { status: string; error: unknown }[];
    expect(outcomes.map(({ status }) => status)).toEqual([...memberIds.map(() => 'ENROLLED'), 'REFUSED', 'REFUSED']);
    expect(outcomes.slice(6).map(({ error }) => error)).toEqual([
      { code: 'INVALID_ID', field: 'input.traineeIds[6]' },
      { code: 'NOT_FOUND', field: 'input.traineeIds[7]' },
    ]);
    const { id: presentationId, rosterState } = await presentation();
    expect(rosterState).toBe('DRAFT');
    const assigned = await change(
      'assignSession',
      session({ cohortId: cohort.id, presentationId }),
      'assignments { id traineeId dueOn presentation { id } } skippedTraineeIds',
    );
    expect(assigned.userErrors).toEqual([]);
    expect(assigned.assignments).toHaveLength(6);
    await change('submitRoster', { presentationId }, 'presentation { rosterState }');
    const decided = await change(
      'decideRoster',
      { presentationId, decision: 'APPROVED' },
      'presentation { rosterState roster(first: 2) { nodes { traineeId } pageInfo { hasNextPage endCursor } } rosterSteps(first: 10) { nodes { state } } }',
    );
    expect(decided.presentation).toMatchObject({
      rosterState: 'APPROVED',
      roster: { pageInfo: { hasNextPage: true } },
      rosterSteps: { nodes: [{ state: 'DRAFT' }, { state: 'SUBMITTED' }, { state: 'APPROVED' }] },
    });
  });

  it('gives each child of a list its own page', async () => {
    for (const name of ['One', 'Two']) {
      const { id } = await cohortOf(name);
      await change(
        'enrolTrainees',
        { cohortId: id, traineeIds: memberIds.slice(0, name === 'One' ? 1 : 2) },
        'cohort { id }',
      );
    }
    const { nodes } = await ask<Nodes>(
      'admin',
      '{ cohorts(first: 50) { nodes { name first: enrolments(first: 1) { nodes { id } pageInfo { hasNextPage } } all: enrolments(first: 9) { nodes { id } } } } }',
    );
    const pages = nodes
      .filter(({ name }) => name === 'One' || name === 'Two')
      .map(({ first, all }) => [
        (first as Nodes).nodes.length,
        (first as { pageInfo: { hasNextPage: boolean } }).pageInfo.hasNextPage,
        (all as Nodes).nodes.length,
      ]);
    expect(pages).toEqual([
      [1, false, 1],
      [1, true, 2],
    ]);
  });

  it('names the field of a malformed, foreign or other id, and writes nothing', async () => {
    const traineeIds = [memberIds[5]];
    const refusals: [Record<string, unknown>, string, string][] = [
      [{ scenarioVersionId: 'x' }, 'INVALID_ID', 'input.scenarioVersionId'],
      [{ scenarioVersionId: 'x'.repeat(5_000) }, 'INVALID_ID', 'input.scenarioVersionId'],
      [{ rubricVersionId: memberIds[0] }, 'INVALID_ID', 'input.rubricVersionId'],
      [{ presentationId: toGlobalId('Presentation', uuidv7()) }, 'NOT_FOUND', 'input.presentationId'],
      [{ traineeIds: [memberIds[0], 'x'] }, 'INVALID_ID', 'input.traineeIds[1]'],
      [{ deviceId: toGlobalId('Device', other.deviceId) }, 'NOT_FOUND', 'input.deviceId'],
    ];
    const { id: presentationId } = await presentation();
    for (const [changed, code, field] of refusals) {
      const input = session({ presentationId, traineeIds, ...changed });
      const refused = await change('assignSession', input, 'assignments { id }');
      expect(refused).toMatchObject({ assignments: null, userErrors: [{ code, field }] });
    }
    const { nodes } = await ask<Nodes>(
      'admin',
      'query ($id: ID) { assignments(first: 100, traineeId: $id) { nodes { presentationId } } }',
      { id: memberIds[5] },
    );
    expect(nodes.map((node) => node.presentationId)).not.toContain(presentationId);
  });

  it('answers another trainee and another agency as if it did not exist', async () => {
    const { id: presentationId } = await presentation();
    const { assignments } = await change(
      'assignSession',
      session({ presentationId, traineeIds: [memberIds[0]] }),
      'assignments { id }',
    );
    const assignmentId = (assignments as { id: string }[])[0]?.id;
    const admin = agency.again();
    const { recordId } = await served.get(TenantDb).run(admin, (tx) =>
      recordTraining(
        tx,
        admin,
        {
          traineeId: agency.trainees[0] as string,
          courseVersionId: agency.courseVersionId,
          presentationId: Buffer.from(presentationId, 'base64url').toString().split(':')[1] as string,
          completedOn: '2026-03-02',
          score: 91,
          sourceId: uuidv7(),
        },
        served.get(Events),
      ),
    );
    const all = 'query ($id: ID!) { node(id: $id) { id __typename } }';
    const records =
      'query ($id: ID) { trainingRecords(first: 10, traineeId: $id) { nodes { hours score rosterState } } }';
    const assigned = 'query ($id: ID) { assignments(first: 10, traineeId: $id) { nodes { id } } }';
    for (const id of [assignmentId, toGlobalId('TrainingRecord', recordId)]) {
      expect(await ask('trainee-0', all, { id })).toMatchObject({ id });
      for (const token of ['trainee-1', 'other-admin']) expect(await ask(token, all, { id })).toBeNull();
    }
    expect(await ask('trainee-0', records, { id: memberIds[0] })).toEqual({
      nodes: [{ hours: 4.5, score: 91, rosterState: 'DRAFT' }],
    });
    for (const token of ['trainee-1', 'other-admin']) {
      const [theirs, nobodys] = [memberIds[0], toGlobalId('Member', uuidv7())];
      for (const query of [records, assigned]) {
        expect(await ask(token, query, { id: theirs })).toEqual({ nodes: [] });
        expect(await ask(token, query, { id: theirs })).toEqual(await ask(token, query, { id: nobodys }));
      }
    }
    const refused = await served.as('trainee-0').ask('{ cohorts(first: 1) { nodes { id } } }');
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const mutation = await served
      .as('trainee-0')
      .ask('mutation { submitRoster(input: {presentationId: "x"}) { userErrors { code } } }');
    expect(mutation.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
