import type { GraphqlClient } from '../graphql-client.js';
import type { TestApp } from '../test-app.js';
import { addStateAuditor } from './agency-auditor.js';
import { addContent, publishLibrary } from './agency-content.js';
import { addCompliance, allocateRecords, standingsStored } from './agency-compliance.js';
import { exportTranscripts } from './agency-export.js';
import { keepProof } from './agency-proof.js';
import { addModel } from './agency-models.js';
import { provisionPeople, uuidOf, type People } from './agency-people.js';
import { regradeSessions } from './agency-regrade.js';
import { playSessions } from './agency-sessions.js';
import { addReviewers, pickEverySession } from './agency-reviewers.js';
import { addTraining } from './agency-training.js';
import { addPatrolTraining } from './patrol-training.js';
import { addStuckTask } from './stuck-task.js';
import { addUnusableJudgements } from './unusable-judgement.js';

export interface AgencyWorld extends People {
  /** Stands in every name and text of this agency, and in no other's. */
  marker: string;
}

/** Two agencies that hold something of everything, made through the public API. */
export interface World {
  a: AgencyWorld;
  b: AgencyWorld;
  operatorToken: string;
}

/**
 * Fills both agencies, then ends the worker: from here on nothing changes but by what a test does.
 * @param app with every context, and a worker
 */
export async function buildWorld(app: TestApp): Promise<World> {
  const { accessToken: operatorToken } = await app.tokens.issueOperatorToken('test-operator');
  const packs = await publishLibrary(app);
  const fill = async (marker: string): Promise<AgencyWorld> => {
    const people = await provisionPeople(app, operatorToken, marker);
    await addContent(people, packs, marker);
    await addTraining(people, marker);
    await addPatrolTraining(people, marker);
    await addCompliance(people, packs, marker);
    await addStateAuditor(app, people, marker);
    await addModel(app, people, marker);
    await pickEverySession(people.as('admin'));
    await playSessions(people, marker);
    await allocateRecords(people, marker);
    await regradeSessions(people, marker);
    await addUnusableJudgements(app, people, marker);
    await addReviewers(people, tokenOf(app, people), marker);
    await standingsStored(people);
    await exportTranscripts(people);
    await keepProof(people);
    await addStuckTask(app, people, marker);
    const trail = await people
      .as('admin')
      .done<{ nodes: { id: string }[] }>('{ auditTrail(first: 1) { nodes { id } } }');
    people.ids.AuditEntry = trail.nodes[0]?.id ?? '';
    return { ...people, marker };
  };
  const [a, b] = await Promise.all([fill('Heron'), fill('Wagtail')]);
  await app.stopWorker();
  return { a, b, operatorToken };
}

/** Lets a member call who is none of the world's callers. */
const tokenOf =
  (app: TestApp, { agencyId }: People) =>
  async (memberId: string): Promise<GraphqlClient> =>
    app.as((await app.tokens.issueMemberToken(agencyId, uuidOf(memberId))).accessToken);
