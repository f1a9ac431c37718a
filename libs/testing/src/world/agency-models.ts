import { createHash } from 'node:crypto';
import { Actor, oneTransaction, TenantDb, toGlobalId } from '#platform';
import { allowModel, beginCanary, operatorByName, readModelCard, registerModel, retire } from '#slm';
import type { TestApp } from '../test-app.js';
import type { People } from './agency-people.js';

const digest = (of: string): string => createHash('sha256').update(of).digest('hex');

/** A model that played and judged for the agency once and is retired, so that its sessions go on with the scripted player and the rules. */
export async function addModel(app: TestApp, { agencyId, ids }: People, marker: string): Promise<void> {
  const name = { code: `${marker.toLowerCase()}-player`, version: '1.0.0' };
  const read = readModelCard({
    ...name,
    kind: 'INFERENCE_SERVER',
    servedName: `${marker}-player`,
    base: `${marker} base`,
    licence: 'Apache-2.0',
    allowedUse: 'PRODUCTION',
    digests: { weights: digest(marker), tokenizer: digest('tokenizer'), template: digest('template') },
    contextTokens: 4_096,
    promptTemplate: 'persona-1',
    notice: `${marker}: a language model`,
    lane: 'models',
    dataManifest: {},
    trainingConfig: {},
  });
  if (!('card' in read)) throw new Error(read.problems.join('; '));
  const asOperator = <T>(work: Parameters<typeof oneTransaction<T>>[2]): Promise<T> =>
    oneTransaction(app.database.urls.operator, 'test-operator', work);
  const { operatorId, versionId } = await asOperator(async (tx) => {
    const operator = await operatorByName(tx, 'test-operator');
    const { version } = await registerModel(tx, operator, read.card);
    await beginCanary(tx, operator, name, 'a world for tests has no held-out cases');
    return { operatorId: operator, versionId: version.id };
  });
  const claims = { agencyId, principalId: operatorId, scopes: new Map(), requestId: 'world' };
  const operator = new Actor({ ...claims, kind: 'OPERATOR' });
  await app.get(TenantDb).run(operator, async (tx) => {
    await allowModel(tx, operator, name, 5);
    await allowModel(tx, operator, name, 100, 'JUDGE');
  });
  await asOperator((tx) => retire(tx, operatorId, name));
  ids.ModelVersion = toGlobalId('ModelVersion', versionId);
}
