import { Injectable } from '@nestjs/common';
import { audit, Events, idempotent, Live, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { turnsOf, invalidateSession } from '#sessions';
import { v7 as uuidv7 } from 'uuid';
import { decide, type GradeTransition } from '../grade-state.js';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { gradeById, standingGrade } from '../grading/grade.queries.js';
import { reviewProblems, sameAsProposal } from '../review.js';
import { reviewBy } from '../reviews/review.queries.js';
import { rubricOf } from '../reviews/review.service.js';
import { certify, meetsPassRule } from '../score.js';
import { certifierOf } from '../external-reviewers/certifier.js';
import { explainDisagreement } from '../second-reviews/second-reviews.js';
import { leaveQueue } from '../workspace/queue-steps.queries.js';
import { creditOf, earnTraining } from './earn-training.js';
import { addDecision, decisionOf, type NewDecision } from './grade-decision.queries.js';

export interface SignReview {
  sessionId: string;
  reason: string | null;
  /** Who attests who played a session offline, and from what. */
  proctorAttestation: string | null;
  idempotencyKey: string;
}

export interface InvalidateSession {
  sessionId: string;
  reason: string;
}

/** Why an entry of the ledger that rested on a session which counts no more rests on the signed one. */
const RESTS_ON_SIGNED = 'another proof session of the same presentation was signed as a pass';

/** Hours and certificates come from this purpose, and an appeal is what comes after this round. */
const FIRST = { purpose: 'CERTIFICATION', round: 0, appealId: null } as const;

type Signed = { sessionId: string; trainingRecordId: string | null };

/** The official decisions about proof sessions: signing a review of one's own, or invalidating the session. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
    private readonly live: Live,
  ) {}

  /** Makes the signer's own review official; a pass that counts towards a course earns its hours in the same transaction. */
  sign(actor: Actor, input: SignReview): Promise<Signed> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'signReview', input.idempotencyKey, { ...input }, async () => {
        const session = await this.undecided(tx, actor, input.sessionId);
        const review = await reviewBy(tx, session.id, actor.principalId);
        const grade = review ? await gradeById(tx, review.gradeId) : await standingGrade(tx, session.id);
        if (!grade) throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session is not graded yet');
        const rubric = await rubricOf(tx, session);
        const problems = review ? reviewProblems(review.content, rubric, await turnsOf(tx, session.id)) : [];
        const reason = input.reason?.trim() || null;
        const state = decided(
          decide(
            { state: 'PROPOSED', label: grade.label },
            {
              kind: 'SIGN',
              signerId: actor.principalId,
              review: review ? { reviewerId: review.reviewerId, problems, submitted: true } : undefined,
              sameAsProposal: review !== null && sameAsProposal(review.content, grade.proposal),
              reason: reason ?? undefined,
            },
          ),
        );
        if (!review) throw new Error('a signature needs a review');
        await explainDisagreement(tx, session.id, reason);
        const proctorAttestation = attestation(session, input.proctorAttestation);
        const reach = certifierOf(actor).reach('grade:sign');
        const credit = await creditOf(tx, reach, session, 'input.sessionId');
        const { final } = review;
        const passed = meetsPassRule(review.score);
        const decision = { id: uuidv7(), sessionId: session.id, gradeId: grade.id, reviewId: review.id };
        const decidedAt = await this.store(tx, {
          ...FIRST,
          ...decision,
          decision: state,
          reason,
          proctorAttestation,
          final,
          passed,
          decidedBy: actor.principalId,
        });
        await audit(tx, actor, {
          action: state === 'SIGNED' ? 'grade.signed' : 'grade.changed',
          entityType: 'SignedScore',
          entityId: decision.id,
          details: { ...decision, decision: state, reason, proctorAttestation, final, passed },
        });
        const pass = certify(review.score, { memberId: actor.principalId, signedAt: decidedAt });
        const trainingRecordId =
          pass && credit
            ? await earnTraining(tx, actor, reach, this.events, { session, credit, pass, reason: RESTS_ON_SIGNED })
            : null;
        return { sessionId: session.id, trainingRecordId };
      }),
    );
  }

  /** Takes a session out of everything that counts. The same instructor's same reason again is the same decision. */
  invalidate(actor: Actor, input: InvalidateSession): Promise<{ sessionId: string }> {
    return this.db.run(actor, async (tx) => {
      const reason = input.reason.trim();
      const repeated = await this.invalidatedBefore(tx, actor, input.sessionId, reason);
      if (repeated) return { sessionId: input.sessionId };
      const session = await this.undecided(tx, actor, input.sessionId);
      if (session.traineeId === actor.principalId) {
        throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody invalidates a scenario session of their own');
      }
      const grade = await standingGrade(tx, session.id);
      const under = { state: 'PROPOSED' as const, label: grade?.label ?? ('FORMATIVE' as const) };
      const decision = decided(decide(under, { kind: 'INVALIDATE', reason }));
      const id = uuidv7();
      await this.store(tx, {
        ...FIRST,
        id,
        sessionId: session.id,
        gradeId: grade?.id ?? null,
        reviewId: null,
        decision,
        reason,
        proctorAttestation: null,
        final: null,
        passed: null,
        decidedBy: actor.principalId,
      });
      await invalidateSession(tx, this.live, session.id);
      await audit(tx, actor, {
        action: 'session.invalidated',
        entityType: 'ScenarioSession',
        entityId: session.id,
        details: { reason, state: session.state },
      });
      return { sessionId: session.id };
    });
  }

  /** Locked: of two decisions at once the second finds the first. */
  private async undecided(tx: TenantTx, actor: Actor, sessionId: string): Promise<GradedSession> {
    const session = await proofSession(tx, actor.reach('grade:sign'), sessionId, true);
    if (!session) throw notFound('input.sessionId', 'scenario session');
    if (await decisionOf(tx, session.id)) throw alreadyDecided();
    return session;
  }

  private async invalidatedBefore(tx: TenantTx, actor: Actor, sessionId: string, reason: string): Promise<boolean> {
    const session = await proofSession(tx, actor.reach('grade:sign'), sessionId, true);
    const before = session && (await decisionOf(tx, session.id));
    return before?.decision === 'INVALIDATED' && before.decidedBy === actor.principalId && before.reason === reason;
  }

  private async store(tx: TenantTx, decision: NewDecision): Promise<Date> {
    const added = await addDecision(tx, decision);
    if (!added) throw alreadyDecided();
    await leaveQueue(tx, decision.sessionId, decision.decision === 'INVALIDATED');
    return added.decidedAt;
  }
}

const alreadyDecided = (): UserError =>
  new UserError('CONFLICT', 'input.sessionId', 'this scenario session was decided meanwhile: read it again');

function decided(transition: GradeTransition): 'SIGNED' | 'CHANGED' | 'INVALIDATED' {
  if (transition.ok) return transition.state;
  if (transition.code === 'REASON_REQUIRED') throw new UserError('INVALID', 'input.reason', transition.message);
  throw new UserError('WRONG_STATE', 'input.sessionId', transition.message);
}

/** Nobody at the agency saw who wore the headset: a person has to say so before it counts. */
function attestation(session: GradedSession, given: string | null): string | null {
  const text = given?.trim() || null;
  if (session.origin === 'EDGE' && text === null) {
    throw new UserError(
      'INVALID',
      'input.proctorAttestation',
      'a proof session played offline needs a proctor’s attestation of who played it',
    );
  }
  return text;
}
