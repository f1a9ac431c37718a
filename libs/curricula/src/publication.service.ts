import { Injectable } from '@nestjs/common';
import { audit, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { contentDigest } from './content-digest.js';
import { publishingProblems } from './rubrics/publishing-problems.js';
import { lockRubricVersion, publishedRubrics, type LockedVersion } from './rubrics/rubric-editor.queries.js';
import { readScenario } from './scenarios/scenario-body.js';

interface Publishable<Version extends Lockable> {
  table: 'scenario_versions' | 'rubric_versions';
  type: 'ScenarioVersion' | 'RubricVersion';
  action: 'scenario.published' | 'rubric.published';
  field: string;
  noun: string;
  /** The version, which nobody else writes until the transaction ends; null for none. */
  lock: (tx: TenantTx, id: string) => Promise<Version | null>;
  /** Every reason why this content may not be published. */
  problemsOf: (tx: TenantTx, version: Version) => string[] | Promise<string[]>;
}

interface Lockable {
  state: string;
  digest: string;
  body: unknown;
}

const SCENARIO: Publishable<Lockable> = {
  table: 'scenario_versions',
  type: 'ScenarioVersion',
  action: 'scenario.published',
  field: 'input.scenarioVersionId',
  noun: 'scenario version',
  lock: async (tx, id) => {
    const [version] = await tx.query<Lockable>(
      'select state, digest, body from scenario_versions where agency_id = $1 and id = $2 for update',
      [tx.agencyId, id],
    );
    return version ?? null;
  },
  problemsOf: (_tx, { body }) => {
    const read = readScenario(body);
    if ('problems' in read) return read.problems;
    return read.scenario.script ? [] : ['it has no script, so nobody could play it'];
  },
};

const RUBRIC: Publishable<LockedVersion> = {
  table: 'rubric_versions',
  type: 'RubricVersion',
  action: 'rubric.published',
  field: 'input.rubricVersionId',
  noun: 'rubric version',
  // With its rubric: two drafts that are published at once must each be held against the other.
  lock: lockRubricVersion,
  problemsOf: async (tx, { body, rubricId }) => {
    const problems = publishingProblems(body, await publishedRubrics(tx, [rubricId]));
    return problems.map(({ field, message }) => `${field.replace('input.', '')}: ${message}`);
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

  /** Publishing twice is publishing once. @throws UserError NOT_FOUND; INVALID while it has `publishingProblems` */
  publishRubric(actor: Actor, versionId: string): Promise<void> {
    return this.db.run(actor, (tx) => publish(tx, actor, RUBRIC, versionId));
  }
}

async function publish<Version extends Lockable>(
  tx: TenantTx,
  actor: Actor,
  what: Publishable<Version>,
  versionId: string,
): Promise<void> {
  const version = await what.lock(tx, versionId);
  if (!version) throw notFound(what.field, what.noun);
  if (version.state === 'PUBLISHED') return;
  const problems = await what.problemsOf(tx, version);
  if (problems.length > 0) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    throw new UserError('INVALID', what.field, `this ${what.noun} cannot be published: ${first}${more}`);
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
