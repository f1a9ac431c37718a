import { until } from '../until.js';
import type { People } from './agency-people.js';

const START = `mutation($input: StartRegradeInput!) { startRegrade(input: $input) { regrade { id operation { id } }
  userErrors { field message } } }`;
const CHANGES = `query($id: ID!) { regradeChanges(regradeId: $id, first: 50) { nodes { id sessionId } } }`;
const REFER = `mutation($input: OpenRereviewInput!) { openRereview(input: $input) { regradeItem { id } userErrors { field message } } }`;

/**
 * Every proof session is graded again, and the signed one of each trainee is referred to reviewers. Needs a running worker, and signed
 * sessions whose reviews differ from what is proposed.
 */
export async function regradeSessions({ as, ids, callers }: People, marker: string): Promise<void> {
  const admin = as('admin');
  const { regrade } = await admin.done<{ regrade: { id: string; operation: { id: string } } }>(START, {
    input: { graderKind: 'FEATURES', note: `${marker} regrade`, idempotencyKey: `${marker} regrade` },
  });
  ids.Regrade = regrade.id;
  ids.Operation = regrade.operation.id;
  await until(`the regrade of ${marker}`, async () => {
    const { state } = await admin.done<{ state: string }>('query($id: ID!) { operation(id: $id) { state } }', {
      id: ids.Operation,
    });
    return state === 'DONE' ? true : null;
  });
  const { nodes } = await admin.done<{ nodes: { id: string; sessionId: string }[] }>(CHANGES, { id: regrade.id });
  for (const name of ['trainee', 'secondTrainee'] as const) {
    const item = nodes.find(({ sessionId }) => sessionId === callers[name].own.ScenarioSession);
    if (!item) throw new Error(`the signed session of ${name} differs from no proposal`);
    await admin.done(REFER, { input: { regradeItemId: item.id, reason: `${marker} look`, idempotencyKey: item.id } });
    if (name === 'trainee') ids.RegradeItem = item.id;
  }
}
