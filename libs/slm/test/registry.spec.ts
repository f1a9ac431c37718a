import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  activate,
  addEngine,
  beginCanary,
  listEngines,
  listModels,
  registerModel,
  removeEngine,
  retire,
  setEngineEnabled,
  storeEvaluation,
} from '#slm';
import { registryApp, type RegistryApp } from './registry-agency.js';
import { cardOf, sha256 } from './registry-cards.js';

const accepted = (yes: boolean) => ({
  accepted: yes,
  againstVersionId: null,
  casesDigest: sha256('cases'),
  report: { cases: 3 },
});

describe('the model registry', () => {
  let registry: RegistryApp;
  beforeAll(async () => {
    registry = await registryApp();
  });
  afterAll(() => registry.app.stop());

  const register = (card: ReturnType<typeof cardOf>) =>
    registry.operating((tx, operator) => registerModel(tx, operator, card));
  const canary = (card: ReturnType<typeof cardOf>, reason: string | null = null) =>
    registry.operating((tx, operator) => beginCanary(tx, operator, card, reason));
  const actions = (subject: string): Promise<string[]> =>
    registry.operating(async (tx) =>
      (
        await tx.query<{ action: string }>(
          'select action from control.operator_actions where subject = $1 order by id',
          [subject],
        )
      ).map(({ action }) => action),
    );

  it('holds a card once, however often and by however many it is registered', async () => {
    const card = cardOf('once');
    const all = await Promise.all([register(card), register(card), register(card)]);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ version }) => version.id)).size).toBe(1);
    expect(await actions('once 1.0.0')).toEqual(['model.registered']);
  });

  it('refuses a version with other digests or another card, and digests under another name', async () => {
    const card = cardOf('twice');
    await register(card);
    await expect(register({ ...card, digests: { ...card.digests, weights: sha256('other') } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('other digests'),
    });
    await expect(register({ ...card, notice: 'nothing to see' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('another card'),
    });
    await expect(register({ ...card, code: 'thrice' })).rejects.toMatchObject({
      code: 'TAKEN',
      message: expect.stringContaining('twice 1.0.0'),
    });
    await register({ ...card, version: '1.0.1', digests: { ...card.digests, template: sha256('other template') } });
  });

  it('lets nobody change or remove what a version is, the operator neither', async () => {
    await register(cardOf('fixed'));
    for (const sql of [
      `update control.model_versions set licence = 'MIT'`,
      'delete from control.model_versions',
      `update control.model_evaluations set accepted = true`,
      'delete from control.operator_actions',
    ]) {
      for (const role of ['operator', 'app', 'worker'] as const) {
        await expect(registry.as(role, (tx) => tx.query(sql))).rejects.toThrow('permission denied');
      }
    }
    await expect(
      registry.as('app', (tx) => tx.query(`update control.model_versions set state = 'ACTIVE'`)),
    ).rejects.toThrow('permission denied');
    await expect(registry.as('worker', (tx) => tx.query(`update control.engines set slots = 9`))).rejects.toThrow(
      'permission denied',
    );
  });

  it('releases an evaluated version step by step, each on record once', async () => {
    const card = cardOf('steps');
    await register(card);
    await expect(registry.operating((tx, operator) => activate(tx, operator, card))).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: 'steps 1.0.0 is CANDIDATE and cannot become ACTIVE',
    });
    await registry.operating((tx, operator) => storeEvaluation(tx, operator, card, accepted(true)));
    await Promise.all([canary(card), canary(card)]);
    await registry.operating((tx, operator) => activate(tx, operator, card));
    await registry.operating((tx, operator) => activate(tx, operator, card));
    await registry.operating((tx, operator) => retire(tx, operator, card));
    await expect(canary(card)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await actions('steps 1.0.0')).toEqual([
      'model.registered',
      'model.evaluated',
      'model.canary-begun',
      'model.promoted',
      'model.retired',
    ]);
    const listed = (await registry.operating((tx) => listModels(tx))).find(({ code }) => code === 'steps');
    expect(listed).toMatchObject({ state: 'RETIRED', accepted: true, weightsDigest: card.digests.weights });
  });

  it('asks for an accepted evaluation, the last one, or for a reason that goes on record', async () => {
    const card = cardOf('gated');
    await register(card);
    await expect(canary(card)).rejects.toThrow('gated 1.0.0 cannot be a canary: it was never evaluated');
    for (const yes of [true, false]) {
      await registry.operating((tx, operator) => storeEvaluation(tx, operator, card, accepted(yes)));
    }
    await expect(canary(card)).rejects.toThrow('its last evaluation was not accepted');
    await expect(canary(card, ' because ')).rejects.toMatchObject({ code: 'INVALID', field: 'without-gate' });
    expect(await canary(card, 'shown to the board on 3 May')).toMatchObject({ state: 'CANARY' });
    const [details] = await registry.operating((tx) =>
      tx.query(`select details->>'withoutGate' as reason from control.operator_actions
        where subject = 'gated 1.0.0' and action = 'model.canary-begun'`),
    );
    expect(details).toEqual({ reason: 'shown to the board on 3 May' });
  });

  it('never releases what its licence does not allow, with or without a gate', async () => {
    const research = cardOf('research', { base: 'Qwen2.5-3B-Instruct', licence: 'Qwen-Research' });
    const unread = cardOf('unread', { base: 'a base of theirs', licence: 'Acme EULA' });
    for (const card of [research, unread]) {
      await register(card);
      await registry.operating((tx, operator) => storeEvaluation(tx, operator, card, accepted(true)));
      for (const reason of [null, 'the chief asked for it']) {
        await expect(canary(card, reason)).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: 'licence' });
      }
    }
  });

  it('names what does not exist', async () => {
    const missing = { code: 'nobody', version: '9' };
    for (const work of [beginCanary, activate, retire]) {
      await expect(registry.operating((tx, operator) => work(tx, operator, missing, null))).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'no model version nobody 9',
      });
    }
  });
});

describe('the engines', () => {
  let registry: RegistryApp;
  beforeAll(async () => {
    registry = await registryApp();
  });
  afterAll(() => registry.app.stop());

  const gpu = { name: 'gpu-1', flavour: 'VLLM', url: 'http://gpu-1:8000/', lane: 'models', slots: 8 } as const;
  const local = { name: 'local', flavour: 'IN_PROCESS', url: null, lane: 'local', slots: 1 } as const;

  it('of its lanes are what a worker reads, while they are enabled', async () => {
    const add = (engine: typeof gpu | typeof local) =>
      registry.operating((tx, operator) => addEngine(tx, operator, engine));
    expect((await add(gpu)).isNew).toBe(true);
    expect((await add(gpu)).isNew).toBe(false);
    await add(local);
    const read = (lanes: string[]) => registry.as('worker', (tx) => listEngines(tx, lanes));
    expect(await read(['models', 'local'])).toEqual([{ ...gpu, url: 'http://gpu-1:8000' }, local]);
    expect(await read(['local'])).toEqual([local]);
    expect(await read([])).toEqual([]);
    await registry.operating((tx, operator) => setEngineEnabled(tx, operator, 'gpu-1', false));
    expect(await read(['models'])).toEqual([]);
    await registry.operating((tx, operator) => setEngineEnabled(tx, operator, 'gpu-1', true));
    await registry.operating((tx, operator) => removeEngine(tx, operator, 'gpu-1'));
    await expect(registry.operating((tx, operator) => removeEngine(tx, operator, 'gpu-1'))).rejects.toThrow(
      'no engine gpu-1',
    );
  });

  it.each([
    ['a name for no metric', { ...gpu, name: 'GPU 1' }, 'name'],
    ['an address of another kind', { ...gpu, url: 'ftp://gpu-1' }, 'url'],
    ['a password in the address', { ...gpu, url: 'http://parley:secret@gpu-1' }, 'url'],
    ['a query in the address', { ...gpu, url: 'http://gpu-1?key=1' }, 'url'],
    ['no address', { ...gpu, url: null }, 'url'],
    ['an address of this process', { ...local, url: 'http://gpu-1' }, 'url'],
    ['no slots', { ...gpu, slots: 0 }, 'slots'],
    ['the lane of everything else', { ...gpu, lane: 'general' }, 'lane'],
  ])('are not added with %s, and nothing secret is repeated', async (_what, engine, field) => {
    const error = await registry
      .operating((tx, operator) => addEngine(tx, operator, engine))
      .then(
        () => null,
        (thrown: Error) => thrown,
      );
    expect(error).toMatchObject({ code: 'INVALID', field });
    expect(error?.message).not.toContain('secret');
  });

  it('are not replaced by one of the same name', async () => {
    await registry.operating((tx, operator) => addEngine(tx, operator, gpu));
    await expect(
      registry.operating((tx, operator) => addEngine(tx, operator, { ...gpu, slots: 9 })),
    ).rejects.toMatchObject({ code: 'TAKEN', field: 'name' });
  });
});
