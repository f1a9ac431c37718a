import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { IdentityModule } from '#identity';
import { SlmModule } from '#slm';
import { testApp, withSuperuser, type TestApp } from '#testing';
import { enginesCommand } from '../src/commands/engines.js';
import { modelsCommand } from '../src/commands/models/models.js';
import { typed } from './typed.js';

const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId userErrors { message } } }`;
const hex = (letter: string): string => letter.repeat(64);

const CARD = {
  code: 'small-talker',
  version: '2.0.0',
  kind: 'INFERENCE_SERVER',
  servedName: 'small-talker',
  base: 'Qwen2.5-1.5B-Instruct',
  licence: 'Apache-2.0',
  allowedUse: 'PRODUCTION',
  digests: { weights: hex('a'), tokenizer: hex('b'), template: hex('c') },
  contextTokens: 8192,
  promptTemplate: 'persona-1',
  notice: 'a language model',
  lane: 'models',
  dataManifest: {},
  trainingConfig: {},
};

describe('what an operator types about models', () => {
  let app: TestApp;
  let folder: string;
  const before = { ...process.env };
  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule, SlmModule] });
    folder = await mkdtemp(join(tmpdir(), 'parley-cards-'));
    const operator = app.as((await app.tokens.issueOperatorToken('desk')).accessToken);
    const admin = { givenName: 'Ada', familyName: 'Vale', email: 'ada.vale@heron.example' };
    await operator.done(PROVISION, {
      input: {
        idempotencyKey: 'a',
        slug: 'heron',
        name: 'Heron',
        timezone: 'America/New_York',
        stateCode: 'GA',
        admin,
      },
    });
    process.env.PARLEY_DATABASE_URL = app.database.urls.app;
    process.env.PARLEY_OPERATOR_DATABASE_URL = app.database.urls.operator;
  });
  afterAll(async () => {
    process.env = before;
    await rm(folder, { recursive: true });
    await app.stop();
  });

  const models = (...words: string[]) => typed(modelsCommand(), ...words);
  const engines = (...words: string[]) => typed(enginesCommand(), ...words);
  async function cardFile(name: string, content: unknown): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }
  const NAME = 'small-talker@2.0.0';

  it('to begin with, is told that there is nothing', async () => {
    expect(await models('list')).toBe('no model is registered: every civilian is played by the script');
    expect(await engines('list')).toBe('no engine is registered');
  });

  it('takes a version from its card to an agency, with who did it on record', async () => {
    const card = await cardFile('card.json', CARD);
    expect(await models('register', '--card', card, '--operator', 'Kim')).toContain('is registered as CANDIDATE');
    expect(await models('register', '--card', card)).toContain('was registered before, and is CANDIDATE');
    await expect(models('canary', NAME)).rejects.toThrow('it was never evaluated');
    expect(await models('canary', NAME, '--without-gate', 'no cases held out yet', '--operator', 'Kim')).toContain(
      'CANARY',
    );
    const allow = (percent: string) =>
      models('allow', NAME, '--agency', 'heron', '--percent', percent, '--operator', 'Kim');
    await expect(allow('100')).rejects.toThrow('a canary goes from 0 to 5 percent first');
    expect(await allow('5')).toBe('small-talker 2.0.0 has 5 percent of the new sessions of heron; it had 0');
    expect(await allow('5')).toBe('small-talker 2.0.0 has 5 percent of the new sessions of heron, as before');
    expect(await models('promote', NAME)).toContain('is ACTIVE');
    expect(await allow('100')).toContain('it had 5');
    const judge = (percent: string) =>
      models('allow', NAME, '--agency', 'heron', '--percent', percent, '--purpose', 'judge', '--operator', 'Kim');
    await expect(judge('25')).rejects.toThrow('a judge judges all sessions or none');
    expect(await judge('100')).toBe(
      'small-talker 2.0.0 has 100 percent of the new sessions of heron to judge; it had 0',
    );
    expect(await models('list')).toMatch(
      /small-talker@2\.0\.0.*ACTIVE.*not evaluated.*Apache-2\.0.*PRODUCTION.*models/,
    );
    expect(await models('retire', NAME)).toContain('is RETIRED');
    const rows = await withSuperuser(app.database.superuserUrl, async (client) => ({
      deployment: (
        await client.query(`select o.name, a.action from control.operator_actions a join control.operators o on o.id = a.operator_id
          where a.subject = 'small-talker 2.0.0' order by a.id limit 2`)
      ).rows,
      agency: (
        await client.query(`select o.name, e.details->>'percent' as percent from audit_entries e
          join control.operators o on o.id = e.principal_id where e.action = 'model.allowed' order by e.id`)
      ).rows,
    }));
    expect(rows.deployment).toEqual([
      { name: 'Kim', action: 'model.registered' },
      { name: 'Kim', action: 'model.canary-begun' },
    ]);
    expect(rows.agency).toEqual([
      { name: 'Kim', percent: '5' },
      { name: 'Kim', percent: '100' },
      { name: 'Kim', percent: '100' },
    ]);
  });

  it('is told what is wrong with a card, all of it, and nothing is registered', async () => {
    const wrong = await cardFile('wrong.json', { ...CARD, licence: undefined, contextTokens: '8k', digests: {} });
    await expect(models('register', '--card', wrong)).rejects.toThrow(
      /licence: [\s\S]*digests\.weights: [\s\S]*contextTokens: /,
    );
    await expect(models('register', '--card', await cardFile('half.json', '{"code": '))).rejects.toThrow('is no JSON');
    await expect(models('register', '--card', join(folder, 'none.json'))).rejects.toThrow('cannot be read: ENOENT');
    await expect(models('register')).rejects.toThrow("required option '--card <file>' not specified");
    expect(await models('list')).not.toContain('8k');
  });

  it('is told at once that no agency may meet a model for research', async () => {
    const research = { ...CARD, code: 'researcher', base: 'Qwen2.5-3B-Instruct', licence: 'Qwen-Research' };
    const digests = { ...CARD.digests, weights: hex('d') };
    const card = await cardFile('research.json', { ...research, digests });
    expect(await models('register', '--card', card)).toContain('no agency may meet it: the Qwen Research Licence');
    await expect(models('canary', 'researcher@2.0.0', '--without-gate', 'we want it anyway')).rejects.toThrow(
      'researcher 2.0.0 may not be used: the Qwen Research Licence',
    );
    expect(await models('list')).toContain('researcher 2.0.0 may not be used');
  });

  it.each([
    [['allow', NAME, '--agency', 'heron', '--percent', '50'], 'It must be one of 0, 5, 25, 100'],
    [['allow', NAME, '--agency', 'nowhere', '--percent', '5'], 'there is no agency nowhere'],
    [['allow', 'nobody@1', '--agency', 'heron', '--percent', '5'], 'no model version nobody 1'],
    [['allow', NAME, '--percent', '5'], "required option '--agency <slug>' not specified"],
    [
      ['allow', NAME, '--agency', 'heron', '--percent', '5', '--purpose', 'referee'],
      'Allowed choices are player, judge',
    ],
    [['promote', 'small-talker'], 'It must be code@version'],
    [['retire', 'nobody@1'], 'no model version nobody 1'],
    [['retire', NAME, '--operator', ' '], 'It must be 1 to 200 characters'],
    [['demonstration', 'nowhere'], 'there is no agency nowhere'],
  ])('is refused readably: %j', async (words, message) => {
    await expect(models(...words)).rejects.toThrow(message);
  });

  it('names engines, and takes them away', async () => {
    const add = ['add', 'gpu-1', '--flavour', 'VLLM', '--lane', 'models', '--slots', '8'];
    expect(await engines(...add, '--url', 'http://gpu-1:8000')).toBe('gpu-1 is added to the lane models');
    expect(await engines(...add, '--url', 'http://gpu-1:8000')).toBe('gpu-1 was in the lane models before');
    await expect(engines(...add, '--url', 'gpu-1:8000')).rejects.toThrow('url: must be an http or https address');
    await expect(engines(...add)).rejects.toThrow('url: a VLLM engine needs one');
    await expect(engines('add', 'x', '--flavour', 'OLLAMA', '--lane', 'models', '--slots', '8')).rejects.toThrow(
      'Allowed choices',
    );
    await expect(engines('add', 'x', '--flavour', 'VLLM', '--lane', 'models', '--slots', '0')).rejects.toThrow(
      'whole number',
    );
    expect(await engines('disable', 'gpu-1')).toBe('gpu-1 is disabled');
    expect(await engines('list')).toMatch(/models.*gpu-1.*VLLM.*http:\/\/gpu-1:8000.*8.*no/);
    expect(await engines('enable', 'gpu-1')).toBe('gpu-1 is enabled');
    expect(await engines('remove', 'gpu-1')).toBe('gpu-1 is removed');
    await expect(engines('remove', 'gpu-1')).rejects.toThrow('no engine gpu-1');
  });
});
