import type { Tasks, TenantTx } from '#platform';
import { judgeModelOf } from '#slm';
import { gradeSession } from './grade-session.js';
import { sessionToGrade } from './graded-session.queries.js';
import { judgeSessionTask } from './judge-session.js';

/** Queues all that proposes a grade for a session, in the transaction that completes it: the rules at once, and the agency's judge. */
export async function queueGrading(tx: TenantTx, tasks: Tasks, sessionId: string): Promise<void> {
  await tasks.add(tx, gradeSession, { sessionId });
  const session = await sessionToGrade(tx, sessionId);
  const judge = session && (await judgeModelOf(tx, session.mode));
  if (!judge) return;
  await tasks.add(tx, judgeSessionTask, { sessionId, modelVersionId: judge.versionId }, { lane: judge.lane });
}
