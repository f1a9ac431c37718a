import { issueAccessToken } from '#identity';
import { Actor, oneTransaction, openDataSource, SigningKeys, TenantDb, toGlobalId, type PlainTx } from '#platform';
import { addEngine, allowModel, beginCanary, operatorByName, readModelCard, registerModel } from '#slm';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Deployment } from '../deployment.js';
import { ROOT } from '../program.js';
import { inParley } from '../race/agencies.js';

/** The lane of the model that plays in these agencies. */
export const LANE = 'gpu';
const MODEL = { code: 'fake-player', version: '1.0.0' };
const HOURS = 3_600;

export interface PlayingAgency {
  agencyId: string;
  /** A token for each trainee. */
  trainees: string[];
  /** What they practise: global ids. */
  scenarioVersionId: string;
  rubricVersionId: string;
}

export interface Wanted {
  /** How many trainees each agency has. */
  trainees: readonly number[];
  engines: readonly { name: string; url: string; slots: number }[];
}

/** Agencies whose civilians are played by a model on these engines, and trainees who may practise. */
export async function playingAgencies(deployment: Deployment, wanted: Wanted): Promise<PlayingAgency[]> {
  const source = await openDataSource({ url: deployment.urls.app, entities: [], poolSize: 2, name: 'parley-playing' });
  try {
    const operatorId = await oneTransaction(deployment.urls.operator, 'parley-playing', (tx) => model(tx, wanted));
    const keys = new SigningKeys(source, deployment.masterKey);
    const agencies: PlayingAgency[] = [];
    for (const [index, count] of wanted.trainees.entries()) {
      const ids = { agencyId: uuidv7(), scenarioId: uuidv7(), rubricId: uuidv7() };
      const members = Array.from({ length: count }, () => uuidv7());
      await oneTransaction(inParley(deployment.superuserUrl), 'parley-playing', (tx) =>
        agency(tx, index, ids, members),
      );
      const { agencyId } = ids;
      const operator = { agencyId, principalId: operatorId, kind: 'OPERATOR', scopes: new Map(), requestId: 'playing' };
      for (const percent of [5, 25, 100] as const) {
        const actor = new Actor(operator as ConstructorParameters<typeof Actor>[0]);
        await new TenantDb(source).run(actor, (tx) => allowModel(tx, actor, MODEL, percent));
      }
      const tokens = members.map(async (principalId) => {
        const subject = { agencyId, principalId, kind: 'MEMBER' as const };
        return (await issueAccessToken(keys, deployment.issuer, subject, 4 * HOURS)).accessToken;
      });
      agencies.push({
        agencyId,
        trainees: await Promise.all(tokens),
        scenarioVersionId: toGlobalId('ScenarioVersion', ids.scenarioId),
        rubricVersionId: toGlobalId('RubricVersion', ids.rubricId),
      });
    }
    return agencies;
  } finally {
    await source.destroy();
  }
}

/** @returns the operator who did it */
async function model(tx: PlainTx, { engines }: Wanted): Promise<string> {
  const operator = await operatorByName(tx, 'playing');
  const digest = (of: string): string => createHash('sha256').update(of).digest('hex');
  const read = readModelCard({
    ...MODEL,
    kind: 'INFERENCE_SERVER',
    servedName: 'fake-model',
    base: 'none',
    licence: 'Apache-2.0',
    allowedUse: 'PRODUCTION',
    digests: { weights: digest('weights'), tokenizer: digest('tokenizer'), template: digest('template') },
    contextTokens: 4_096,
    promptTemplate: 'persona-1',
    notice: 'a fake',
    lane: LANE,
    dataManifest: {},
    trainingConfig: {},
  });
  if (!('card' in read)) throw new Error(read.problems.join('; '));
  await registerModel(tx, operator, read.card);
  await beginCanary(tx, operator, MODEL, 'nothing but a bench or a fault run uses it');
  for (const engine of engines) await addEngine(tx, operator, { ...engine, flavour: 'VLLM', lane: LANE });
  return operator;
}

interface AgencyIds {
  agencyId: string;
  scenarioId: string;
  rubricId: string;
}

async function agency(tx: PlainTx, index: number, ids: AgencyIds, members: readonly string[]): Promise<void> {
  const { agencyId, scenarioId, rubricId } = ids;
  const pack = (path: string): string => readFileSync(join(ROOT, 'packs', path), 'utf8');
  await tx.query('insert into control.agencies (id, slug) values ($1, $2)', [agencyId, `playing-${index}`]);
  await tx.query(
    `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, $2, 'America/Chicago', 'TX')`,
    [agencyId, `Playing ${index}`],
  );
  await tx.query(`insert into principals (agency_id, id, kind) select $1, id, 'MEMBER' from unnest($2::uuid[]) id`, [
    agencyId,
    members,
  ]);
  await tx.query(
    `insert into members (agency_id, id, given_name, family_name, email)
     select $1, id, 'Officer', 'Number ' || n, 'officer' || n || '@playing.example' from unnest($2::uuid[]) with ordinality as each (id, n)`,
    [agencyId, members],
  );
  await tx.query(
    `insert into role_assignments (agency_id, principal_id, role) select $1, id, 'TRAINEE' from unnest($2::uuid[]) id`,
    [agencyId, members],
  );
  await tx.query(`insert into scenarios (agency_id, id, code, title) values ($1, $2, 'stop', 'A traffic stop')`, [
    agencyId,
    scenarioId,
  ]);
  await tx.query(
    `insert into scenario_versions (agency_id, id, scenario_id, version, state, source, digest, body)
     values ($1, $2, $2, '1', 'PUBLISHED', 'LIBRARY', 'digest', $3)`,
    [agencyId, scenarioId, pack('scenarios/traffic-stop.json')],
  );
  await tx.query(`insert into rubrics (agency_id, id, code, title) values ($1, $2, 'core', 'Core rubric')`, [
    agencyId,
    rubricId,
  ]);
  await tx.query(
    `insert into rubric_versions (agency_id, id, rubric_id, version, state, source, digest, body)
     values ($1, $2, $2, '1', 'PUBLISHED', 'LIBRARY', 'digest', $3)`,
    [agencyId, rubricId, pack('rubrics/core.json')],
  );
}
