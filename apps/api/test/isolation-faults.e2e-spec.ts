import 'reflect-metadata';
import { IdentityModule } from '#identity';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anotherAgency,
  anotherTrainee,
  anotherUnit,
  badInputs,
  buildWorld,
  KNOWLEDGE,
  probe,
  probeBadInput,
  storedRows,
  testApp,
  type Knowledge,
  type StoredRows,
  type TestApp,
  type World,
} from '#testing';
import { CONTEXTS } from '../src/contexts.js';
import { PlantedModule, PlantedRootModule, PlantedTypeModule } from './planted-faults.js';
import { PlantedUnitModule } from './planted-unit-faults.js';

/** What the standing isolation test must catch, planted one by one. */
describe('the isolation test', () => {
  let app: TestApp;
  let world: World;
  let rows: StoredRows;

  const told: Knowledge = {
    ...KNOWLEDGE,
    roots: {
      ...KNOWLEDGE.roots,
      'Query.plantedWithoutReach': {},
      'Query.plantedMemory': {},
      'Mutation.plantedTelling': {},
      'Mutation.plantedTouch': {},
      'Mutation.plantedDeadEnd': {},
      'Mutation.plantedHaste': {},
      'Query.plantedUnitAsAgency': {},
      'Query.plantedUnitAlone': {},
      'Query.plantedUnitParent': {},
      'Query.plantedUnitPractice': { ids: { sessionId: 'DebriefedSession' } },
      'Query.plantedUnitList': {},
      'Subscription.plantedBroadcast': {},
    },
  };
  const problemsOf = async (attackOf: typeof anotherTrainee, name: string, knowledge = told): Promise<string> =>
    (await probe(app.schema, attackOf(app, world, rows), knowledge, [name])).problems.join('\n');

  beforeAll(async () => {
    app = await testApp({ modules: [...CONTEXTS, PlantedModule, PlantedUnitModule], worker: CONTEXTS });
    world = await buildWorld(app);
    rows = await storedRows(app.database.superuserUrl);
  }, 120_000);
  afterAll(async () => {
    await rows?.close();
    await app?.stop();
  });

  it('catches a query without reach', async () => {
    const problems = await problemsOf(anotherTrainee, 'Query.plantedWithoutReach');
    expect(problems).toMatch(/another trainee as Heron secondTrainee sees Heron-trainee/);
    expect(problems).toMatch(/can tell what exists/);
  });

  it('catches a subscription without reach', async () => {
    const problems = await problemsOf(anotherTrainee, 'Subscription.plantedBroadcast');
    expect(problems).toMatch(/another trainee as Heron secondTrainee sees Heron-trainee/);
    expect(problems).toMatch(/can tell what exists/);
  });

  it('catches an answer that was remembered without its agency', async () => {
    await world.a.as('trainee').done('query($id: ID!) { plantedMemory(sessionId: $id) }', {
      id: world.a.ids.ScenarioSession,
    });
    expect(await problemsOf(anotherAgency, 'Query.plantedMemory')).toMatch(/another agency as Wagtail .* sees Heron/);
  });

  it.each([
    [
      'that takes a unit for the whole agency',
      'Query.plantedUnitAsAgency',
      /as Heron unitInstructor sees Heron-trainee/,
    ],
    ['that forgets the units below', 'Query.plantedUnitAlone', /another org unit sees nothing in its own reach/],
    ['that reaches the units beside', 'Query.plantedUnitParent', /as Heron unitInstructor sees Heron-trainee/],
    ['that shows practice to the unit', 'Query.plantedUnitPractice', /can tell what exists: .*PRACTICE/],
    ['that is limited only with an id', 'Query.plantedUnitList', /as Heron unitAuditor sees Heron-trainee/],
  ])('catches a query %s', async (_fault, name, message) => {
    expect(await problemsOf(anotherUnit, name)).toMatch(message);
  });

  it('catches a mutation that changes a row of another org unit', async () => {
    expect(await problemsOf(anotherUnit, 'Mutation.plantedTouch')).toMatch(
      /plantedTouch: another org unit changed the victim's rows/,
    );
  });

  it('catches an answer that tells what exists', async () => {
    const problems = await problemsOf(anotherTrainee, 'Mutation.plantedTelling');
    expect(problems).toMatch(/can tell what exists: .*NOT_ALLOWED.* \/ .*NOT_FOUND/);
  });

  it('catches a mutation that changes the victim’s row and denies it', async () => {
    expect(await problemsOf(anotherTrainee, 'Mutation.plantedTouch')).toMatch(
      /plantedTouch: another trainee changed the victim's rows/,
    );
  });

  it('catches a root field that nobody told it of', async () => {
    for (const name of ['Query.plantedWithoutReach', 'Subscription.plantedBroadcast']) {
      expect(await problemsOf(anotherTrainee, name, KNOWLEDGE)).toMatch(/does not know this root field/);
    }
  });

  it('catches an id input that nobody told it of', async () => {
    const { sessionId: _sessionId, ...idTypes } = KNOWLEDGE.idTypes;
    expect(await problemsOf(anotherTrainee, 'Query.plantedWithoutReach', { ...told, idTypes })).toMatch(
      /does not know what sessionId names/,
    );
  });

  it('catches a probe that never gets as far as the id', async () => {
    expect(await problemsOf(anotherTrainee, 'Mutation.plantedDeadEnd')).toMatch(/the probe proves nothing/);
  });

  it('catches bad input that is written first and blamed on nothing', async () => {
    const inputs = badInputs(app, world, rows);
    const { problems } = await probeBadInput(app.schema, inputs, told, ['Mutation.plantedHaste']);
    expect(problems.join('\n')).toMatch(/another agency’s id at sessionId: it is not refused by name/);
    expect(problems.join('\n')).toMatch(/bad input changed public.agencies/);
  });

  it.each([
    ['an object type without a scope', PlantedTypeModule, /PlantedWithoutScope has neither @ReadScope/],
    ['a root field without a scope', PlantedRootModule, /plantedRoot has neither @Allow/],
  ])('need not catch %s: the API does not start', async (_fault, planted, message) => {
    await expect(testApp({ modules: [IdentityModule, planted] })).rejects.toThrow(message);
  });
});
