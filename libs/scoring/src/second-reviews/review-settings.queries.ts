import type { TenantTx } from '#platform';
import type { ReviewSettingsEntity } from './review-settings.entity.js';

const SETTINGS = `agency_id as "agencyId", second_review_percent as "secondReviewPercent", second_review_floor as "secondReviewFloor",
  sample_key as "sampleKey", changed_at as "changedAt"`;

/** What holds before anybody has set anything; as the table's own defaults. */
export const DEFAULT_SETTINGS = { secondReviewPercent: 10, secondReviewFloor: 2 } as const;

/** null before the agency had any. */
export async function reviewSettings(tx: TenantTx, lock = false): Promise<ReviewSettingsEntity | null> {
  const [row] = await tx.query<ReviewSettingsEntity>(
    `select ${SETTINGS} from review_settings where agency_id = $1 ${lock ? 'for update' : ''}`,
    [tx.agencyId],
  );
  return row ?? null;
}

/** The agency's settings, with a key of its own made at the first need. */
export async function ensureReviewSettings(tx: TenantTx, lock = false): Promise<ReviewSettingsEntity> {
  const known = await reviewSettings(tx, lock);
  if (known) return known;
  await tx.query('insert into review_settings (agency_id) values ($1) on conflict do nothing', [tx.agencyId]);
  const made = await reviewSettings(tx, lock);
  if (!made) throw new Error('the review settings of this agency are not there');
  return made;
}

export async function storeReviewSettings(
  tx: TenantTx,
  settings: Pick<ReviewSettingsEntity, 'secondReviewPercent' | 'secondReviewFloor'>,
): Promise<void> {
  await tx.query(
    `update review_settings set second_review_percent = $2, second_review_floor = $3, changed_at = now() where agency_id = $1`,
    [tx.agencyId, settings.secondReviewPercent, settings.secondReviewFloor],
  );
}
