import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  fakeInferenceServer,
  testDatabase,
  withSuperuser,
  type FakeInferenceServer,
  type TestDatabase,
} from '#testing';
import { enginesCommand } from '../src/commands/engines.js';
import { modelsCommand } from '../src/commands/models/models.js';
import { typed } from './typed.js';

const hex = (letter: string): string => letter.repeat(64);

/** Twelve short dialogues of the test's own, in the form in which chats for fine-tuning come. */
const PLACES = [
  'porch',
  'garage',
  'kitchen',
  'bridge',
  'station',
  'library',
  'bakery',
  'harbour',
  'market',
  'school',
  'clinic',
  'garden',
];
const answersAt = (place: string): [string, string] => [
  `I have been waiting at the ${place} since noon and nobody came.`,
  `My keys are gone, that is what happened at the ${place}.`,
];
const CHATS = PLACES.map((place) => {
  const [first, second] = answersAt(place);
  return JSON.stringify({
    id: place,
    messages: [
      { role: 'system', content: `You are Petra Malloy, 58. You wait at the ${place} and are angry.` },
      { role: 'user', content: `Hello, I am Officer Lund. What brings you to the ${place}?` },
      { role: 'assistant', content: first },
      { role: 'user', content: 'That is a long time. What happened today?' },
      { role: 'assistant', content: second },
    ],
  });
}).join('\n');

describe('what an operator types to have a model evaluated', () => {
  let database: TestDatabase;
  let folder: string;
  let tuned: FakeInferenceServer;
  let base: FakeInferenceServer;
  const before = { ...process.env };
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'parley-cases-'));
    process.env.PARLEY_OPERATOR_DATABASE_URL = database.urls.operator;
    tuned = await fakeInferenceServer({ flavour: 'VLLM', model: 'tuned', slots: 1 });
    base = await fakeInferenceServer({ flavour: 'LLAMA_SERVER', model: 'base', slots: 1 });
    for (const [code, digest] of [
      ['tuned', 'a'],
      ['base', 'b'],
    ] as const) {
      const card = await file(
        `${code}.json`,
        JSON.stringify({
          ...{ code, version: '1.0.0', kind: 'INFERENCE_SERVER', servedName: code, base: 'of a test', licence: 'MIT' },
          ...{
            allowedUse: 'PRODUCTION',
            contextTokens: 4096,
            promptTemplate: 'persona-1',
            notice: 'a test',
            lane: 'models',
          },
          digests: { weights: hex(digest), tokenizer: hex('c'), template: hex('d') },
          ...{ dataManifest: {}, trainingConfig: {} },
        }),
      );
      await models('register', '--card', card);
    }
    const engine = (name: string, flavour: string, url: string) =>
      typed(enginesCommand(), 'add', name, '--flavour', flavour, '--url', url, '--lane', 'models', '--slots', '1');
    await engine('gpu-tuned', 'VLLM', tuned.url);
    await engine('gpu-base', 'LLAMA_SERVER', base.url);
    await typed(enginesCommand(), 'add', 'local', '--flavour', 'IN_PROCESS', '--lane', 'local', '--slots', '1');
  });
  beforeEach(() => {
    process.exitCode = undefined;
  });
  afterAll(async () => {
    process.exitCode = undefined;
    process.env = before;
    await Promise.all([tuned?.stop(), base?.stop(), rm(folder, { recursive: true })]);
    await database.drop();
  });

  const models = (...words: string[]) => typed(modelsCommand(), ...words);
  async function file(name: string, content: string): Promise<string> {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  }
  const stored = () =>
    withSuperuser(database.superuserUrl, async (client) => {
      const { rows } = await client.query<{ accepted: boolean; report: Record<string, never>; whole: string }>(
        `select accepted, report, report::text as whole from control.model_evaluations order by id`,
      );
      return rows;
    });
  const against = ['--against', 'base@1.0.0', '--against-engine', 'gpu-base'];

  it('stores nothing when the engine fails, or is none, or there is no case', async () => {
    const cases = await file('chats.jsonl', CHATS);
    const evaluate = (...words: string[]) => models('evaluate', 'tuned@1.0.0', '--cases', cases, ...words);
    tuned.setMode('failed', 50);
    await expect(evaluate('--engine', 'gpu-tuned')).rejects.toThrow(/nothing was stored, as an engine failed \(\w+\)/);
    tuned.setMode('normal');
    await expect(evaluate('--engine', 'gpu-9')).rejects.toThrow('no engine gpu-9');
    await expect(evaluate('--engine', 'local')).rejects.toThrow('the engine local needs PARLEY_MODEL_FOLDER');
    await expect(evaluate('--engine', 'gpu-tuned', '--seed', '-1')).rejects.toThrow();
    await expect(evaluate('--engine', 'gpu-tuned', '--against', 'nobody@1')).rejects.toThrow(
      'no model version nobody 1',
    );
    const empty = await file('empty.jsonl', '{"messages": []}\n');
    await expect(models('evaluate', 'tuned@1.0.0', '--cases', empty, '--engine', 'gpu-tuned')).rejects.toThrow(
      'holds no case',
    );
    expect(await stored()).toEqual([]);
    expect(await models('list')).toMatch(/tuned@1\.0\.0.*CANDIDATE/);
  });

  it('is told that nothing is accepted by itself, or by cases without answers', async () => {
    const cases = await file('chats.jsonl', CHATS);
    const alone = await models('evaluate', 'base@1.0.0', '--cases', cases, '--engine', 'gpu-base');
    expect(alone).toContain('not accepted: it was compared with nothing');
    expect(process.exitCode).toBe(1);
    const told = await models(
      'evaluate',
      'base@1.0.0',
      '--cases',
      'packs/samples/deescalation-cases.json',
      '--engine',
      'gpu-base',
      '--against',
      'base@1.0.0',
    );
    expect(told).toContain('no case has the civilian’s answers');
    expect(told).toContain('parts of the file are no cases');
    await expect(models('canary', 'base@1.0.0')).rejects.toThrow('its last evaluation was not accepted');
  });

  it('sees a model that answers as people did win over one that does not, and may release it', async () => {
    const cases = await file('chats.jsonl', CHATS);
    tuned.script(PLACES.flatMap(answersAt));
    const told = await models('evaluate', 'tuned@1.0.0', '--cases', cases, '--engine', 'gpu-tuned', ...against);
    expect(told).toMatch(/ROUGE-L\s+│ 100\s/);
    expect(told).toMatch(/scenarios, turns\s+│ 12, 24/);
    expect(told).toContain('BERTScore');
    expect(told).toContain('not computed');
    expect(told).toMatch(/^accepted$/m);
    expect(told).toContain('stored; tuned 1.0.0 is EVALUATED');
    expect(process.exitCode).toBeUndefined();
    const { accepted, report, whole } = (await stored()).at(-1)!;
    expect({ accepted, report }).toMatchObject({
      accepted: true,
      report: { model: { figures: { scoredTurns: 24 } }, seed: 1 },
    });
    // Cases may be somebody's words: of a dialogue nothing is kept.
    expect(whole).not.toContain('waiting');
    expect(await models('canary', 'tuned@1.0.0')).toContain('is CANARY');
    const asked = tuned.requests.at(-1)?.body.messages ?? [];
    expect(asked[0]?.content).toContain('You are Petra Malloy');
    expect(asked.at(-1)?.content).toContain('What happened today?');
  });
});
