import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import { proofSession } from '../grading/graded-session.queries.js';
import { rubricOf } from '../reviews/review.service.js';
import { addAppealLimit, appealableUntil, appealLimit, type AppealLimit } from './appeal-limit.queries.js';
import { appealPointProblem, type AppealPoint } from './appeal-points.js';
import { mayAppeal, type AppealState } from './appeal-state.js';
import { addAppeal, appealById, appealOfSession, endAppeal, listAppeals, type AppealRow } from './appeal.queries.js';
import { lockedAppeal, mustBeAllowed } from './locked-appeal.js';

export interface AppealGrade {
  sessionId: string;
  reason: string;
  points: AppealPoint[];
  idempotencyKey: string;
}

/** What a trainee does about an official grade, and who reads of it. */
@Injectable()
export class AppealService {
  constructor(private readonly db: TenantDb) {}

  /** Files the one appeal that a trainee has against the official grade of a session of their own. */
  file(actor: Actor, input: AppealGrade): Promise<{ appealId: string }> {
    const reach = actor.reach('appeal:file');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'appealGrade', input.idempotencyKey, { ...input }, async () => {
        const session = await proofSession(tx, reach, input.sessionId, true);
        if (!session) throw notFound('input.sessionId', 'scenario session');
        const decision = await decisionOf(tx, session.id);
        const appealed = (await appealOfSession(tx, reach, session.id)) !== null;
        const late = decision !== null && (await appealableUntil(tx, decision.id)).late;
        const { traineeId } = session;
        const grade = { traineeId, state: decision?.decision ?? ('PROPOSED' as const), appealed, late };
        mustBeAllowed(mayAppeal(grade, actor.principalId), 'input.sessionId');
        if (!decision) throw new Error('an appeal needs a decision');
        const reason = input.reason.trim();
        if (!reason) throw new UserError('INVALID', 'input.reason', 'say why, in your own words');
        const problem = appealPointProblem(input.points, await rubricOf(tx, session));
        if (problem) {
          throw new UserError('INVALID', `input.points[${problem.at}].${problem.field}`, problem.message);
        }
        const appealId = uuidv7();
        const added = await addAppeal(tx, {
          id: appealId,
          sessionId: session.id,
          purpose: decision.purpose,
          traineeId,
          decisionId: decision.id,
          signerId: decision.decidedBy,
          reason,
          points: input.points,
        });
        if (!added) throw new Error('an appeal was filed beside the lock of its session');
        await audit(tx, actor, {
          action: 'appeal.filed',
          entityType: 'Appeal',
          entityId: appealId,
          details: {
            sessionId: session.id,
            decisionId: decision.id,
            points: input.points.map(({ about, code }) => ({ about, code })),
          },
        });
        return { appealId };
      }),
    );
  }

  /** Takes an open appeal back; it cannot be filed again. Withdrawn already, it stays so. */
  withdraw(actor: Actor, appealId: string): Promise<{ appealId: string }> {
    const reach = actor.reach('appeal:file');
    return this.db.run(actor, async (tx) => {
      const { appeal } = await lockedAppeal(tx, reach, appealId);
      if (appeal.traineeId !== actor.principalId) throw notFound('input.appealId', 'appeal');
      if (appeal.outcome === 'WITHDRAWN') return { appealId };
      const end = { outcome: 'WITHDRAWN' as const, reason: null, endedBy: actor.principalId };
      if (appeal.outcome !== null || !(await endAppeal(tx, appeal, end))) {
        throw new UserError('WRONG_STATE', 'input.appealId', 'this appeal was decided already');
      }
      await audit(tx, actor, {
        action: 'appeal.withdrawn',
        entityType: 'Appeal',
        entityId: appealId,
        details: { sessionId: appeal.sessionId },
      });
      return { appealId };
    });
  }

  /** Sets within how many days decisions made from now on may be appealed against. @param days 7 to 365 */
  setLimit(actor: Actor, input: { days: number; idempotencyKey: string }): Promise<{ days: number }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'setAppealLimit', input.idempotencyKey, { ...input }, async () => {
        const before = await appealLimit(tx);
        await addAppealLimit(tx, { days: input.days, setBy: actor.principalId });
        await audit(tx, actor, {
          action: 'appeal_limit.set',
          entityType: 'Agency',
          entityId: tx.agencyId,
          details: { days: { from: before.days, to: input.days } },
        });
        return { days: input.days };
      }),
    );
  }

  limit(actor: Actor): Promise<AppealLimit> {
    return this.db.read(actor, (tx) => appealLimit(tx));
  }

  byId(actor: Actor, appealId: string): Promise<AppealRow | null> {
    return this.db.read(actor, (tx) => appealById(tx, actor.reach('appeal:read'), appealId));
  }

  appeals(
    actor: Actor,
    page: { limit: number; after: string | null; state: AppealState | null },
  ): Promise<AppealRow[]> {
    return this.db.read(actor, (tx) => listAppeals(tx, actor.reach('appeal:read'), page));
  }

  ofSession(actor: Actor, sessionId: string): Promise<AppealRow | null> {
    return this.db.read(actor, (tx) => appealOfSession(tx, actor.reach('appeal:read'), sessionId));
  }

  /** Until when the official grade of a session may be appealed against; null where it may not, or not any more. */
  openUntil(actor: Actor, sessionId: string): Promise<Date | null> {
    const reach = actor.reach('score:read');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      const decision = session && (await decisionOf(tx, session.id));
      if (!decision) return null;
      const { until, late } = await appealableUntil(tx, decision.id);
      const filed = await tx.query('select from appeals where agency_id = $1 and session_id = $2 and purpose = $3', [
        tx.agencyId,
        session.id,
        decision.purpose,
      ]);
      const grade = { traineeId: session.traineeId, state: decision.decision, appealed: filed.length > 0, late };
      return mayAppeal(grade, session.traineeId).ok ? until : null;
    });
  }
}
