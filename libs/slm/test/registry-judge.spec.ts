import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeModelOf, markDemonstration, modelForNewSession, retire, type ModelCard, type Percent } from '#slm';
import { v7 as uuidv7 } from 'uuid';
import { registryApp, type RegistryAgency, type RegistryApp } from './registry-agency.js';
import { cardOf } from './registry-cards.js';

describe('the judge of an agency', () => {
  let registry: RegistryApp;
  let heron: RegistryAgency;
  let wagtail: RegistryAgency;
  beforeAll(async () => {
    registry = await registryApp();
    [heron, wagtail] = [await registry.newAgency('heron'), await registry.newAgency('wagtail')];
  });
  afterAll(() => registry.app.stop());

  const give = (agency: RegistryAgency, card: ModelCard, percent: Percent) =>
    registry.allow(agency, card, percent, undefined, 'JUDGE');
  const judgeOf = async (agency: RegistryAgency, mode: 'PRACTICE' | 'PROOF' = 'PROOF') =>
    (await agency.in((tx) => judgeModelOf(tx, mode)))?.code ?? null;
  const trail = (agency: RegistryAgency): Promise<{ said: string }[]> =>
    agency.in((tx) =>
      tx.query(`select (details ->> 'code') || ' ' || (details ->> 'purpose') || ' ' || (details ->> 'percent') as said
        from audit_entries where action = 'model.allowed' order by id`),
    );
  const shown = (agency: RegistryAgency) =>
    agency.admin.done<{ code: string; purpose: string; percent: number } | null>(
      '{ judgeModel { code purpose percent } }',
    );

  it('is none until an operator gives one, whole or not at all, and it plays nothing', async () => {
    const card = cardOf('first-judge');
    expect(await shown(heron)).toBeNull();
    await expect(give(heron, card, 100)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await registry.canary(card);
    await expect(give(heron, card, 25)).rejects.toMatchObject({
      ...{ code: 'WRONG_STATE', field: 'percent' },
      message: 'first-judge 1.0.0 cannot have 25 percent: a judge judges all sessions or none: 100 or 0 percent',
    });
    expect(await give(heron, card, 100)).toBe(0);
    expect(await give(heron, card, 100)).toBe(100);
    await expect(give(heron, card, 5)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect([await judgeOf(heron), await judgeOf(wagtail)]).toEqual(['first-judge', null]);
    expect(await shown(heron)).toEqual({ code: 'first-judge', purpose: 'JUDGE', percent: 100 });
    expect(await shown(wagtail)).toBeNull();
    const { nodes } = await heron.admin.done<{ nodes: object[] }>('{ modelVersions(first: 5) { nodes { code } } }');
    expect(nodes).toEqual([]);
    expect(await heron.in((tx) => modelForNewSession(tx, { id: uuidv7(), mode: 'PROOF' }))).toBeNull();
  });

  it('is one: another takes its place, on record in the agency’s own trail, and none is left when that goes', async () => {
    const next = cardOf('next-judge');
    await registry.canary(next);
    await give(heron, next, 100);
    expect(await judgeOf(heron)).toBe('next-judge');
    await give(heron, next, 0);
    expect(await judgeOf(heron)).toBeNull();
    expect((await trail(heron)).map(({ said }) => said)).toEqual([
      ...['first-judge JUDGE 100', 'first-judge JUDGE 0', 'next-judge JUDGE 100', 'next-judge JUDGE 0'],
    ]);
  });

  it('may be a model that plays as well, which is two things', async () => {
    const card = cardOf('both');
    await registry.canary(card);
    await registry.allow(heron, card, 5);
    await give(heron, card, 100);
    await registry.allow(heron, card, 0);
    expect(await judgeOf(heron)).toBe('both');
    await give(heron, card, 0);
  });

  it('that is for tests judges practice in a demonstration, and nothing else', async () => {
    const card = cardOf('toy-judge', { allowedUse: 'TEST_ONLY' });
    await registry.canary(card);
    await expect(give(wagtail, card, 100)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await registry.operating((tx, operator) => markDemonstration(tx, operator, 'wagtail', true));
    await give(wagtail, card, 100);
    expect([await judgeOf(wagtail, 'PRACTICE'), await judgeOf(wagtail, 'PROOF')]).toEqual(['toy-judge', null]);
    await registry.operating((tx, operator) => markDemonstration(tx, operator, 'wagtail', false));
    expect(await judgeOf(wagtail, 'PRACTICE')).toBeNull();
  });

  it('judges no more when it is retired', async () => {
    const card = cardOf('old-judge');
    await registry.canary(card);
    await give(heron, card, 100);
    await registry.operating((tx, operator) => retire(tx, operator, card));
    expect(await judgeOf(heron)).toBeNull();
    await expect(give(wagtail, card, 100)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});
