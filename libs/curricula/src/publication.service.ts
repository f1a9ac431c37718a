import { Injectable } from '@nestjs/common';
import { audit, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { contentDigest } from './content-digest.js';
import { readRubric } from './rubrics/rubric-body.js';
import { readScenario } from './scenarios/scenario-body.js';

interface Publishable {
  table: 'scenario_versions' | 'rubric_versions';
  type: 'ScenarioVersion' | 'RubricVersion';
  action: 'scenario.published' | 'rubric.published';
  field: string;
  noun: string;
  /** Every reason why this content may not be published. */
  problemsOf: (body: unknown) => string[];
}

const SCENARIO: Publishable = {
  table: 'scenario_versions',
  type: 'ScenarioVersion',
  action: 'scenario.published',
  field: 'input.scenarioVersionId',
  noun: 'scenario version',
  problemsOf: (body) => {
    const read = readScenario(body);
    if ('problems' in read) return read.problems;
    return read.scenario.script ? [] : ['it has no script, so nobody could play it'];
  },
};

const RUBRIC: Publishable = {
  table: 'rubric_versions',
  type: 'RubricVersion',
  action: 'rubric.published',
  field: 'input.rubricVersionId',
  noun: 'rubric version',
  problemsOf: (body) => {
    const read = readRubric(body);
    return 'problems' in read ? read.problems : [];
  },
};

/** Publishes scenario and rubric versions. From then on they never change. */
@Injectable()
export class PublicationService {
  constructor(private readonly db: TenantDb) {}

  /** Publishing twice is publishing once. @throws UserError NOT_FOUND; INVALID when it cannot be played */
  publishScenario(actor: Actor, versionId: string): Promise<void> {
    return this.db.run(actor, (tx) => publish(tx, actor, SCENARIO, versionId));
  }

  /** Publishing twice is publishing once. @throws UserError NOT_FOUND; INVALID when it is no rubric */
  publishRubric(actor: Actor, versionId: string): Promise<void> {
    return this.db.run(actor, (tx) => publish(tx, actor, RUBRIC, versionId));
  }
}

async function publish(tx: TenantTx, actor: Actor, what: Publishable, versionId: string): Promise<void> {
  const [version] = await tx.query<{ state: string; digest: string; body: unknown }>(
    `select state, digest, body from ${what.table} where agency_id = $1 and id = $2 for update`,
    [tx.agencyId, versionId],
  );
  if (!version) throw notFound(what.field, what.noun);
  if (version.state === 'PUBLISHED') return;
  const [problem] = what.problemsOf(version.body);
  if (problem !== undefined) {
    throw new UserError('INVALID', what.field, `this ${what.noun} cannot be published: ${problem}`);
  }
  // Sessions and grades pin the digest: it must be that of what is stored, or they prove nothing.
  if (contentDigest(version.body) !== version.digest)
    throw new Error(`the digest of ${versionId} is not its content's`);
  await tx.query(
    `update ${what.table} set state = 'PUBLISHED', published_at = now() where agency_id = $1 and id = $2`,
    [tx.agencyId, versionId],
  );
  await audit(tx, actor, {
    action: what.action,
    entityType: what.type,
    entityId: versionId,
    details: { digest: version.digest },
  });
}
