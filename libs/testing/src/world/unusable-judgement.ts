import { Actor, fromGlobalId, TenantDb } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from '../test-app.js';
import type { People } from './agency-people.js';

/** What a judge could not say of each trainee's signed session. There is no engine here, so the row is written as a worker leaves it. */
export async function addUnusableJudgements(
  app: TestApp,
  { agencyId, ids, callers }: People,
  marker: string,
): Promise<void> {
  const worker = new Actor({ agencyId, principalId: uuidv7(), kind: 'TASK', scopes: new Map(), requestId: 'world' });
  const modelVersionId = fromGlobalId('ModelVersion', ids.ModelVersion ?? '', 'id');
  await app.get(TenantDb).run(worker, async (tx) => {
    for (const name of ['trainee', 'secondTrainee'] as const) {
      await tx.query(
        `insert into unusable_judgements (agency_id, session_id, rubric_version_id, model_version_id, grader_version, question, sample,
           problem, raw)
         select s.agency_id, s.id, s.rubric_version_id, $3, 'world', 'ACTIVE_LISTENING', 0, 'NOT_A_QUOTE', $4
         from scenario_sessions s where s.agency_id = $1 and s.id = $2`,
        [
          agencyId,
          fromGlobalId('ScenarioSession', callers[name].own.ScenarioSession ?? '', 'id'),
          modelVersionId,
          `${marker} said nothing of the kind`,
        ],
      );
    }
  });
}
