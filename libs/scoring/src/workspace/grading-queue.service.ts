import { Injectable } from '@nestjs/common';
import { audit, notFound, TenantDb, UserError, type Actor } from '#platform';
import { proofSession } from '../grading/graded-session.queries.js';
import {
  claimSession,
  listReviewQueue,
  neededWork,
  queuePosition,
  releaseSession,
  type QueuedSession,
  type QueueFilter,
} from './review-queue.queries.js';

/** How long a claim lasts when nobody says, in minutes. */
const CLAIM_MINUTES = 60;

/** What waits for reviewers, and who works on what. */
@Injectable()
export class GradingQueueService {
  constructor(private readonly db: TenantDb) {}

  /** @param after the session that ends the page before, though it was decided since */
  queue(actor: Actor, filter: QueueFilter, page: { limit: number; after: string | null }): Promise<QueuedSession[]> {
    const reach = actor.reach('grade:review');
    return this.db.read(actor, async (tx) => {
      const after = page.after === null ? null : await queuePosition(tx, reach, page.after);
      // A cursor of nothing that the caller may see has nothing behind it.
      if (page.after !== null && !after) return [];
      return listReviewQueue(tx, reach, filter, { limit: page.limit, after });
    });
  }

  /**
   * Takes a session for a while, so that two do not do the same work. Again by the same person is longer.
   * @throws UserError NOT_FOUND, NOT_ALLOWED, WRONG_STATE, or CONFLICT while another has it
   */
  claim(actor: Actor, sessionId: string, minutes: number | null): Promise<{ claimedUntil: Date }> {
    return this.db.run(actor, async (tx) => {
      const session = await proofSession(tx, actor.reach('grade:review'), sessionId, true);
      if (!session) throw notFound('input.sessionId', 'scenario session');
      if (session.traineeId === actor.principalId) {
        throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody reviews a scenario session of their own');
      }
      const needs = await neededWork(tx, actor.principalId, session.id);
      if (needs === null || needs === 'SIGNATURE') {
        throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session waits for no review of yours');
      }
      const claimedUntil = await claimSession(tx, actor.principalId, session.id, minutes ?? CLAIM_MINUTES);
      if (!claimedUntil) {
        throw new UserError('CONFLICT', 'input.sessionId', 'another reviewer is at work on this scenario session');
      }
      await audit(tx, actor, {
        action: 'review.claimed',
        entityType: 'ScenarioSession',
        entityId: session.id,
        details: { needs, until: claimedUntil.toISOString() },
      });
      return { claimedUntil };
    });
  }

  /** Gives back what the caller claimed; what they have not claimed is given back already. @throws UserError NOT_FOUND */
  release(actor: Actor, sessionId: string): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const session = await proofSession(tx, actor.reach('grade:review'), sessionId, true);
      if (!session) throw notFound('input.sessionId', 'scenario session');
      if (!(await releaseSession(tx, actor.principalId, session.id))) return;
      await audit(tx, actor, { action: 'review.released', entityType: 'ScenarioSession', entityId: session.id });
    });
  }
}
