import { Injectable } from '@nestjs/common';
import { audit, TenantDb, type Actor } from '#platform';
import type { ReviewSettingsEntity } from './review-settings.entity.js';
import {
  DEFAULT_SETTINGS,
  ensureReviewSettings,
  reviewSettings,
  storeReviewSettings,
} from './review-settings.queries.js';
import { listDisagreements, type DisagreementRow } from './second-review.queries.js';

export type SampleSettings = Pick<ReviewSettingsEntity, 'secondReviewPercent' | 'secondReviewFloor'>;

/** How large the sample for second reviews is, and what came out of it. */
@Injectable()
export class SecondReviewService {
  constructor(private readonly db: TenantDb) {}

  settings(actor: Actor): Promise<SampleSettings> {
    actor.reach('review:organise');
    return this.db.read(actor, async (tx) => (await reviewSettings(tx)) ?? DEFAULT_SETTINGS);
  }

  /** From the next session on; what was picked stays picked. */
  setSettings(actor: Actor, wanted: SampleSettings): Promise<SampleSettings> {
    actor.reach('review:organise');
    return this.db.run(actor, async (tx) => {
      const { secondReviewPercent, secondReviewFloor } = await ensureReviewSettings(tx, true);
      const before = { secondReviewPercent, secondReviewFloor };
      const same =
        before.secondReviewPercent === wanted.secondReviewPercent &&
        before.secondReviewFloor === wanted.secondReviewFloor;
      if (same) return before;
      await storeReviewSettings(tx, wanted);
      await audit(tx, actor, {
        action: 'second-review.settings-changed',
        entityType: 'Agency',
        entityId: tx.agencyId,
        details: { before, after: { ...wanted } },
      });
      return wanted;
    });
  }

  /** Who may still review a session sees nothing of it here before it is decided or they have reviewed it. */
  disagreements(actor: Actor, page: { limit: number; after: string | null }): Promise<DisagreementRow[]> {
    const reach = actor.reach('grade:read');
    const blindTo = actor.holds('grade:review') ? actor.principalId : null;
    return this.db.read(actor, (tx) => listDisagreements(tx, reach, { ...page, blindTo }));
  }
}
