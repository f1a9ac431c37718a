import { audit, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { comparedItemById } from './regrade-report.queries.js';
import { addReferral, listReferrals, type ReferredSession } from './regrade-referral.queries.js';

export interface OpenRereview {
  regradeItemId: string;
  reason: string;
  idempotencyKey: string;
}

/** How a person acts on what a regrade found: reviewers are asked to look at one session again. The decision stands until they change it. */
@Injectable()
export class RegradeReferralService {
  constructor(private readonly db: TenantDb) {}

  /**
   * @throws UserError NOT_FOUND; WRONG_STATE for a session that nobody has decided, which is in the queue of reviewers as it is;
   *   NOT_ALLOWED for one's own; CONFLICT when somebody has referred it before
   */
  async refer(actor: Actor, input: OpenRereview): Promise<void> {
    actor.reach('grade:regrade');
    const reason = input.reason.trim();
    if (reason === '') throw new UserError('INVALID', 'input.reason', 'input.reason must say why');
    await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'openRereview', input.idempotencyKey, { ...input }, async () => {
        const item = await comparedItemById(tx, actor.principalId, input.regradeItemId);
        if (!item) throw notFound('input.regradeItemId', 'regrade item');
        const { sessionId } = item;
        if (item.traineeId === actor.principalId) {
          throw new UserError('NOT_ALLOWED', 'input.regradeItemId', 'nobody refers a scenario session of their own');
        }
        if (!item.decided) {
          throw new UserError(
            'WRONG_STATE',
            'input.regradeItemId',
            'this scenario session still waits for its first decision',
          );
        }
        const id = uuidv7();
        const referral = { id, itemId: item.id, sessionId, reason, referredBy: actor.principalId };
        if (!(await addReferral(tx, referral))) {
          throw new UserError('CONFLICT', 'input.regradeItemId', 'this scenario session was referred already');
        }
        await audit(tx, actor, {
          action: 'regrade.referred',
          entityType: 'ScenarioSession',
          entityId: sessionId,
          details: { regradeId: item.regradeId, regradeItemId: item.id, reason },
        });
        return { regradeItemId: item.id };
      }),
    );
  }

  /** Oldest first. */
  list(actor: Actor, page: { after: string | null; limit: number }): Promise<ReferredSession[]> {
    const reach = actor.reach('grade:review');
    return this.db.read(actor, (tx) => listReferrals(tx, reach, page));
  }
}
