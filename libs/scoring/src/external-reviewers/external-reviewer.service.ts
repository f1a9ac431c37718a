import { Injectable } from '@nestjs/common';
import { createMember, updateMember } from '#agencies';
import { audit, Events, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { addAssignments, sessionsToAssign, shareOfQueue } from './external-assignment.queries.js';
import {
  addExternalReviewer,
  externalReviewerById,
  listExternalReviewers,
  lockExternalReviewer,
  revokeInvitation,
  type InvitedReviewer,
} from './external-reviewer.queries.js';

/** Which sessions somebody from outside shall review. */
interface Share {
  sessionIds: string[];
  /** So many of the most pressing that nobody is at. */
  fromQueue: number;
}

export interface InviteExternalReviewer extends Share {
  givenName: string;
  familyName: string;
  email: string;
  organisation: string;
  maySign: boolean;
  expiresAt: Date;
  idempotencyKey: string;
}

export interface AssignExternalReviewer extends Share {
  reviewerId: string;
  idempotencyKey: string;
}

/** The longest that an invitation lasts; a longer need is a member of the agency. */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Reviewers from outside: for an agency with one instructor, or none without a conflict. */
@Injectable()
export class ExternalReviewerService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * Adds a member who may review what is assigned to them, until their time is over. They sign in as members do.
   * @returns the member's id. @throws UserError naming the field
   */
  async invite(actor: Actor, input: InviteExternalReviewer): Promise<string> {
    const { givenName, familyName, email, maySign, expiresAt } = input;
    actor.reach('review:organise');
    const { id } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'inviteExternalReviewer', input.idempotencyKey, input, async () => {
        const organisation = input.organisation.trim();
        if (!organisation) throw new UserError('INVALID', 'input.organisation', 'say where they come from');
        if (!email.trim()) throw new UserError('INVALID', 'input.email', 'must be an e-mail address');
        if (expiresAt.getTime() > Date.now() + LONGEST_DAYS * DAY_MS) {
          throw new UserError('INVALID', 'input.expiresAt', `must be within ${LONGEST_DAYS} days`);
        }
        const member = { givenName, familyName, email, roles: ['EXTERNAL_REVIEWER'] as const };
        const memberId = await createMember(tx, actor, member, 'input', this.events);
        const invited = { id: memberId, organisation, maySign, expiresAt, invitedBy: actor.principalId };
        if (!(await addExternalReviewer(tx, invited))) {
          throw new UserError('INVALID', 'input.expiresAt', 'must be in the future');
        }
        await audit(tx, actor, {
          action: 'external-reviewer.invited',
          entityType: 'ExternalReviewer',
          entityId: memberId,
          details: { organisation, maySign, expiresAt: expiresAt.toISOString() },
        });
        await this.assignShare(tx, actor, memberId, input);
        return { id: memberId };
      }),
    );
    return id;
  }

  /** Adds to what somebody from outside may review. @throws UserError naming the field */
  async assign(actor: Actor, input: AssignExternalReviewer): Promise<string> {
    actor.reach('review:organise');
    const { id } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'assignExternalReviewer', input.idempotencyKey, input, async () => {
        const invited = await lockExternalReviewer(tx, input.reviewerId);
        if (!invited) throw notFound('input.externalReviewerId', 'external reviewer');
        if (!invited.active) {
          throw new UserError(
            'EXPIRED',
            'input.externalReviewerId',
            'their time is over, or the invitation is revoked',
          );
        }
        await this.assignShare(tx, actor, input.reviewerId, input);
        return { id: input.reviewerId };
      }),
    );
    return id;
  }

  /** Ends an invitation at once. What they submitted stays. @throws UserError NOT_FOUND */
  async revoke(actor: Actor, reviewerId: string): Promise<void> {
    actor.reach('review:organise');
    await this.db.run(actor, async (tx) => {
      const invited = await lockExternalReviewer(tx, reviewerId);
      if (!invited) throw notFound('input.externalReviewerId', 'external reviewer');
      if (invited.revoked) return;
      await revokeInvitation(tx, reviewerId, actor.principalId);
      await audit(tx, actor, {
        action: 'external-reviewer.revoked',
        entityType: 'ExternalReviewer',
        entityId: reviewerId,
      });
      // Their sessions are out of reach with this transaction; their token ends within 30 seconds.
      await updateMember(tx, actor, reviewerId, { state: 'LEFT' }, 'input', this.events);
    });
  }

  /** Newest first. @param before only those invited before this one */
  list(actor: Actor, page: { limit: number; before: string | null }): Promise<InvitedReviewer[]> {
    actor.reach('review:organise');
    return this.db.read(actor, (tx) => listExternalReviewers(tx, page));
  }

  byId(actor: Actor, id: string): Promise<InvitedReviewer | null> {
    actor.reach('review:organise');
    return this.db.read(actor, (tx) => externalReviewerById(tx, id));
  }

  private async assignShare(tx: TenantTx, actor: Actor, reviewerId: string, share: Share): Promise<void> {
    const found = await sessionsToAssign(tx, share.sessionIds);
    for (const [index, id] of share.sessionIds.entries()) {
      const session = found.find((one) => one.id === id);
      const field = `input.sessionIds[${index}]`;
      if (!session) throw notFound(field, 'scenario session');
      if (session.traineeId === reviewerId) {
        throw new UserError('NOT_ALLOWED', field, 'nobody reviews a scenario session of their own');
      }
      if (!session.waits) throw new UserError('WRONG_STATE', field, 'this scenario session waits for no reviewer');
    }
    const fromQueue = share.fromQueue > 0 ? await shareOfQueue(tx, reviewerId, share.fromQueue) : [];
    const wanted = [...new Set([...share.sessionIds, ...fromQueue])];
    const added = await addAssignments(tx, reviewerId, wanted, actor.principalId);
    if (added.length === 0) return;
    await audit(tx, actor, {
      action: 'external-reviewer.assigned',
      entityType: 'ExternalReviewer',
      entityId: reviewerId,
      details: { sessionIds: added },
    });
  }
}
