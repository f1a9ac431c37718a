import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anotherAgency,
  anotherDevice,
  anotherTrainee,
  badInputs,
  buildWorld,
  KNOWLEDGE,
  probe,
  probeBadInput,
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

  it('is told of no root field that there is not', () => {
    const known = rootFields(app.schema).map(({ name }) => name);
    expect(Object.keys(KNOWLEDGE.roots).filter((name) => !known.includes(name))).toEqual([]);
  });
});
