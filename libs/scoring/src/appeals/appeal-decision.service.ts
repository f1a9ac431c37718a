import { Injectable } from '@nestjs/common';
import { invalidateSession } from '#sessions';
import { audit, Events, idempotent, Live, TenantDb, type Actor, type ReachOf, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { creditOf, earnTraining, settleTraining } from '../decisions/earn-training.js';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { addDecision } from '../decisions/grade-decision.queries.js';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewById } from '../reviews/review.queries.js';
import { certify } from '../score.js';
import { appealDecided } from './appeal-events.js';
import { reviewedBefore } from './appeal-reviewers.queries.js';
import { decideAppeal, type AppealDecision } from './appeal-state.js';
import { appealReviewId, endAppeal, type AppealRow } from './appeal.queries.js';
import { decisionAppealedAgainst, lockedAppeal, mustBeAllowed } from './locked-appeal.js';

export interface DecideAppeal {
  appealId: string;
  decision: AppealDecision;
  /** 1 to 1,000 characters: it is the reason of what is corrected in the ledger, too. */
  reason: string;
  idempotencyKey: string;
}

type Decided = { appealId: string; sessionId: string; trainingRecordId: string | null };
type Reach = ReachOf<'appeal:decide'>;

interface Settling {
  appeal: AppealRow;
  session: GradedSession;
  first: GradeDecisionEntity;
  reason: string;
}

/** What somebody who had no say in the first decision makes of an appeal against it. */
@Injectable()
export class AppealDecisionService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
    private readonly live: Live,
  ) {}

  /** Ends an appeal, with everything that follows from it, in one transaction. */
  decide(actor: Actor, input: DecideAppeal): Promise<Decided> {
    const reach = actor.reach('appeal:decide');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'decideAppeal', input.idempotencyKey, { ...input }, async () => {
        const { appeal, session } = await lockedAppeal(tx, reach, input.appealId);
        const first = await decisionAppealedAgainst(tx, appeal);
        const reviewId = await appealReviewId(tx, appeal.id, actor.principalId);
        const own = reviewId === null ? null : await reviewById(tx, reviewId);
        const { decision } = input;
        const reason = input.reason.trim();
        mustBeAllowed(
          decideAppeal({
            outcome: appeal.outcome,
            parties: { ...appeal, reviewedBefore: await reviewedBefore(tx, appeal) },
            first: { final: first.final ?? 0, passed: first.passed ?? false },
            deciderId: actor.principalId,
            own,
            decision,
            reason,
          }),
          'input.appealId',
        );
        if (!(await endAppeal(tx, appeal, { outcome: decision, reason, endedBy: actor.principalId }))) {
          throw new Error('an appeal was ended beside the lock of its session');
        }
        await audit(tx, actor, {
          action: 'appeal.decided',
          entityType: 'Appeal',
          entityId: appeal.id,
          details: {
            sessionId: session.id,
            decision,
            reason,
            first: { final: first.final, passed: first.passed },
            own: own && { reviewId: own.id, final: own.final, passed: own.passed },
          },
        });
        const settling = { appeal, session, first, reason };
        const trainingRecordId =
          decision === 'UPHELD'
            ? null
            : decision === 'CHANGED' && own
              ? await this.makeOfficial(tx, actor, reach, settling, own)
              : await this.invalidate(tx, actor, reach, settling);
        const { traineeId } = appeal;
        await this.events.publish(tx, actor, appealDecided, { appealId: appeal.id, sessionId: session.id, traineeId });
        return { appealId: appeal.id, sessionId: session.id, trainingRecordId };
      }),
    );
  }

  /** The decider's own review becomes the official grade; hours that it earns, or a score that it changes, are in the ledger with it. */
  private async makeOfficial(
    tx: TenantTx,
    actor: Actor,
    reach: Reach,
    { appeal, session, first, reason }: Settling,
    own: ReviewEntity,
  ): Promise<string | null> {
    const { final, passed } = own;
    const added = await this.add(tx, actor, { appeal, session, first, reason }, 'CHANGED', {
      gradeId: own.gradeId,
      reviewId: own.id,
      proctorAttestation: first.proctorAttestation,
      final,
      passed,
    });
    const pass = certify(own.score, { memberId: actor.principalId, signedAt: added.decidedAt });
    const credit = await creditOf(tx, reach, session, 'input.appealId');
    return pass && credit
      ? earnTraining(tx, actor, reach, this.events, { session, credit, pass, reason })
      : settleTraining(tx, actor, reach, this.events, { session, reason });
  }

  /** The session counts for nothing and may be sat again; hours that rest on it alone are corrected, never erased. */
  private async invalidate(tx: TenantTx, actor: Actor, reach: Reach, settling: Settling): Promise<string | null> {
    const { session, first, reason } = settling;
    const nothing = { reviewId: null, proctorAttestation: null, final: null, passed: null };
    await this.add(tx, actor, settling, 'INVALIDATED', { gradeId: first.gradeId, ...nothing });
    await invalidateSession(tx, this.live, session.id);
    await audit(tx, actor, {
      action: 'session.invalidated',
      entityType: 'ScenarioSession',
      entityId: session.id,
      details: { reason, state: session.state, appealId: settling.appeal.id },
    });
    return settleTraining(tx, actor, reach, this.events, { session, reason });
  }

  private async add(
    tx: TenantTx,
    actor: Actor,
    { appeal, session, reason }: Settling,
    decision: 'CHANGED' | 'INVALIDATED',
    what: Pick<GradeDecisionEntity, 'gradeId' | 'reviewId' | 'proctorAttestation' | 'final' | 'passed'>,
  ): Promise<{ decidedAt: Date }> {
    const round = { purpose: appeal.purpose, round: 1, appealId: appeal.id } as const;
    const decided = { id: uuidv7(), sessionId: session.id, decision, reason, decidedBy: actor.principalId };
    const added = await addDecision(tx, { ...round, ...decided, ...what });
    if (!added) throw new Error('an appeal that was open had a decision');
    return added;
  }
}
