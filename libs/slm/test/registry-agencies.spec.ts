import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { activate, markDemonstration, modelForNewSession, modelVersionById, retire, type Percent } from '#slm';
import { until, withSuperuser } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { registryApp, type RegistryAgency, type RegistryApp } from './registry-agency.js';
import { cardOf } from './registry-cards.js';

const LIST = `{ modelVersions(first: 20) { nodes { id code version base licence notice contextTokens state percent
  digests { weights adapter tokenizer template all } } } }`;
const NODE = `query($id: ID!) { node(id: $id) { id } }`;

describe('the models of an agency', () => {
  let registry: RegistryApp;
  let heron: RegistryAgency;
  let wagtail: RegistryAgency;
  beforeAll(async () => {
    registry = await registryApp();
    [heron, wagtail] = [await registry.newAgency('heron'), await registry.newAgency('wagtail')];
  });
  afterAll(() => registry.app.stop());

  const modelOf = (agency: RegistryAgency, mode: 'PRACTICE' | 'PROOF' = 'PROOF', id = uuidv7()) =>
    agency.in((tx) => modelForNewSession(tx, { id, mode }));
  const trail = (agency: RegistryAgency): Promise<Record<string, unknown>[]> =>
    agency.in((tx) =>
      tx.query(`select principal_kind, entity_id, details->>'percent' as percent, details->>'before' as before
        from audit_entries where action = 'model.allowed' order by id`),
    );
  /** Each test leaves the agencies as it found them: with the scripted player. */
  const takeAway = async (agency: RegistryAgency, card: ReturnType<typeof cardOf>): Promise<void> => {
    await registry.allow(agency, card, 0);
    expect(await modelOf(agency)).toBeNull();
  };

  it('are none until an operator gives one, step by step, on record in the agency’s own trail', async () => {
    const card = cardOf('given');
    const id = await registry.canary(card);
    expect(await modelOf(heron)).toBeNull();
    await expect(registry.allow(heron, card, 25)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      field: 'percent',
      message: 'given 1.0.0 cannot have 25 percent: a canary goes from 0 to 5 percent first',
    });
    expect(await registry.allow(heron, card, 5)).toBe(0);
    expect(await registry.allow(heron, card, 5)).toBe(5);
    await registry.allow(heron, card, 25);
    await registry.allow(heron, card, 100);
    expect(await modelOf(heron)).toEqual({
      versionId: id,
      kind: 'INFERENCE_SERVER',
      label: 'given 1.0.0: a language model, which may say what is not so',
      code: 'given',
      version: '1.0.0',
      servedName: 'given',
      adapterName: null,
      weightsDigest: card.digests.weights,
      adapterDigest: null,
      tokenizerDigest: card.digests.tokenizer,
      templateDigest: card.digests.template,
      promptTemplate: 'persona-1',
      contextTokens: 8_192,
      lane: 'models',
    });
    expect(await modelOf(wagtail)).toBeNull();
    const entry = { principal_kind: 'OPERATOR', entity_id: id };
    expect(await trail(heron)).toEqual([
      { ...entry, before: '0', percent: '5' },
      { ...entry, before: '5', percent: '25' },
      { ...entry, before: '25', percent: '100' },
    ]);
    expect(await trail(wagtail)).toEqual([]);
    await takeAway(heron, card);
  });

  it('are given once, when two operators take the same step at once', async () => {
    const card = cardOf('raced');
    await registry.canary(card);
    const waits = () =>
      withSuperuser(registry.app.database.superuserUrl, async (client) => {
        const { rows } = await client.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length > 0 ? true : null;
      });
    // The second begins while the first has decided and has not committed.
    const second: Promise<Percent>[] = [];
    const first = await registry.allow(wagtail, card, 5, async () => {
      second.push(registry.allow(wagtail, card, 5));
      await until('the second operator to wait', waits);
    });
    expect([first, ...(await Promise.all(second))]).toEqual([0, 5]);
    expect(await trail(wagtail)).toHaveLength(1);
    await takeAway(wagtail, card);
  });

  it('leave a canary with its part of the sessions and what is active with the rest', async () => {
    const [stable, newer] = [cardOf('stable'), cardOf('newer')];
    await registry.canary(stable);
    await registry.operating((tx, operator) => activate(tx, operator, stable));
    await registry.allow(heron, stable, 100);
    await registry.canary(newer);
    await registry.allow(heron, newer, 5);
    await registry.allow(heron, newer, 25);
    const played = await Promise.all(Array.from({ length: 60 }, () => modelOf(heron)));
    const codes = new Set(played.map((model) => model?.code));
    expect([...codes].sort()).toEqual(['newer', 'stable']);
    await registry.allow(heron, newer, 0);
    await takeAway(heron, stable);
  });

  it('end for new sessions when a version is retired; a session that has it finds it for ever', async () => {
    const card = cardOf('ending');
    const id = await registry.canary(card);
    await registry.climb(heron, card);
    await registry.operating((tx, operator) => retire(tx, operator, card));
    expect(await modelOf(heron)).toBeNull();
    expect(await heron.in((tx) => modelVersionById(tx, id))).toMatchObject({ versionId: id, code: 'ending' });
    await expect(heron.in((tx) => modelVersionById(tx, uuidv7()))).rejects.toThrow('there is no model version');
    await registry.allow(heron, card, 0);
    await expect(registry.allow(heron, card, 5)).rejects.toThrow('it is RETIRED');
  });

  it('that are for tests play practice in a demonstration, and nowhere else', async () => {
    const toy = cardOf('toy', { allowedUse: 'TEST_ONLY', base: 'trained from scratch' });
    await registry.canary(toy);
    await expect(registry.allow(heron, toy, 5)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('not marked as a demonstration'),
    });
    const show = await registry.newAgency('show');
    const mark = (yes: boolean) => registry.operating((tx, operator) => markDemonstration(tx, operator, 'show', yes));
    expect(await mark(true)).toBe(show.id);
    await registry.climb(show, toy);
    expect((await modelOf(show, 'PRACTICE'))?.code).toBe('toy');
    expect(await modelOf(show, 'PROOF')).toBeNull();
    await mark(false);
    expect(await modelOf(show, 'PRACTICE')).toBeNull();
  });

  it('of an unknown name, or in a deployment without the agency, are refused by name', async () => {
    await expect(registry.allow(heron, cardOf('nobody'), 5)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'version',
    });
    await expect(
      registry.operating((tx, operator) => markDemonstration(tx, operator, 'nowhere', true)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'agency' });
  });

  it('are shown to its people with what they are, and to nobody of another agency', async () => {
    const card = cardOf('shown');
    const id = toGlobalId('ModelVersion', await registry.canary(card));
    await registry.allow(heron, card, 5);
    type Listed = { nodes: { id: string; code: string }[] };
    const { nodes } = await heron.admin.done<Listed>(LIST);
    expect(nodes.find((node) => node.id === id)).toMatchObject({
      code: 'shown',
      base: 'Qwen2.5-1.5B-Instruct',
      licence: 'Apache-2.0',
      notice: 'a language model, which may say what is not so',
      state: 'CANARY',
      percent: 5,
      digests: { weights: card.digests.weights, adapter: null },
    });
    expect(await heron.admin.done(NODE, { id })).toEqual({ id });
    expect((await wagtail.admin.done<Listed>(LIST)).nodes.map(({ code }) => code)).toEqual(['raced']);
    const missing = await wagtail.admin.ask(NODE, { id: toGlobalId('ModelVersion', uuidv7()) });
    expect(await wagtail.admin.ask(NODE, { id })).toEqual(missing);
    await takeAway(heron, card);
  });

  it('are found by the key of the agency’s own rows', async () => {
    const plan = await heron.in(async (tx) => {
      await tx.query('set local enable_seqscan = off');
      const rows = await tx.query<{ 'QUERY PLAN': string }>(
        `explain select from agency_models where agency_id = '${heron.id}' and purpose = 'PLAYER'`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/agency_models_pkey[\s\S]*agency_id = /);
  });
});
