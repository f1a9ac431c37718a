import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, withSuperuser, type TestDatabase } from '#testing';
import { enginesCommand } from '../src/commands/engines.js';
import { modelsCommand } from '../src/commands/models/models.js';
import { typed } from './typed.js';

const MODEL = 'deesc-tiny@1.0.0';

/** The real path of a language model: card, file, tokenizer, template, sampler. `npm test` leaves out `*.llama.*` where llama.cpp cannot be installed. */
describe('the toy model that ships', () => {
  let database: TestDatabase;
  const before = { ...process.env };
  beforeAll(async () => {
    database = await testDatabase();
    process.env.PARLEY_OPERATOR_DATABASE_URL = database.urls.operator;
    process.env.PARLEY_MODEL_FOLDER = 'models';
    await models('register', '--card', 'models/deesc-tiny.json');
    await typed(enginesCommand(), 'add', 'local', '--flavour', 'IN_PROCESS', '--lane', 'in-process', '--slots', '1');
  });
  beforeEach(() => {
    process.exitCode = undefined;
  });
  afterAll(async () => {
    process.exitCode = undefined;
    process.env = before;
    await database.drop();
  });

  const models = (...words: string[]) => typed(modelsCommand(), ...words);
  const evaluate = (...words: string[]) =>
    models('evaluate', MODEL, '--cases', 'packs/samples/front-desk-chats.jsonl', '--engine', 'local', ...words);
  const figures = () =>
    withSuperuser(database.superuserUrl, async (client) => {
      const { rows } = await client.query<{ figures: Record<string, unknown> }>(
        `select report->'model'->'figures' as figures from control.model_evaluations order by id`,
      );
      return rows.map(({ figures: { firstTextMs: _speed, ...found } }) => found);
    });

  it('is evaluated by its own weights, and the same seed gives the same figures', async () => {
    expect(await evaluate('--seed', '5')).toContain('not accepted: it was compared with nothing');
    await evaluate('--seed', '5');
    await evaluate('--seed', '6');
    const [once, again, other] = await figures();
    expect(once?.scoredTurns).toBeGreaterThan(3);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  }, 120_000);

  it('is no better than itself', async () => {
    expect(await evaluate('--against', MODEL)).toMatch(/not accepted: .*too few.*gain in ROUGE-L may be 0\.0000/);
  }, 120_000);

  it('is released for a reason only', async () => {
    await expect(models('canary', MODEL)).rejects.toThrow('was not accepted');
    expect(await models('canary', MODEL, '--without-gate', 'a toy, for demonstrations')).toContain('is CANARY');
    expect(await models('list')).toMatch(/deesc-tiny@1\.0\.0.*CANARY.*not accepted.*TEST_ONLY.*in-process/);
  });
});
