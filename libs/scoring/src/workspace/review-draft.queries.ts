import type { RubricPurpose } from '#curricula';
import { canonicalJson, type TenantTx } from '#platform';
import type { DraftContent, ReviewDraftEntity } from './review-draft.entity.js';

/** Whose draft of what. */
export interface DraftKey {
  sessionId: string;
  purpose: RubricPurpose;
  reviewerId: string;
}

const DRAFT = `d.agency_id as "agencyId", d.session_id as "sessionId", d.purpose, d.reviewer_id as "reviewerId", d.content, d.revision,
  d.saved_at as "savedAt"`;
const KEY = 'd.agency_id = $1 and d.session_id = $2 and d.purpose = $3 and d.reviewer_id = $4';

export async function draftOf(tx: TenantTx, key: DraftKey): Promise<ReviewDraftEntity | null> {
  const [row] = await tx.query<ReviewDraftEntity>(`select ${DRAFT} from review_drafts d where ${KEY}`, [
    tx.agencyId,
    key.sessionId,
    key.purpose,
    key.reviewerId,
  ]);
  return row ?? null;
}

/**
 * Replaces a draft as a whole.
 * @param revision the one that it replaces; 0 for the first
 * @returns the draft's revision now, and whether it was this call that saved it: the same save again is the same draft. null when another
 *   save came between
 */
export async function saveDraft(
  tx: TenantTx,
  key: DraftKey,
  revision: number,
  content: DraftContent,
): Promise<{ revision: number; repeated: boolean } | null> {
  const values = [tx.agencyId, key.sessionId, key.purpose, key.reviewerId, JSON.stringify(content)];
  const [saved] =
    revision === 0
      ? await tx.query<{ revision: number }>(
          `insert into review_drafts (agency_id, session_id, purpose, reviewer_id, content, revision) values ($1, $2, $3, $4, $5, 1)
           on conflict do nothing returning revision`,
          values,
        )
      : await tx.query<{ revision: number }>(
          `update review_drafts d set content = $5, revision = d.revision + 1, saved_at = now() where ${KEY} and d.revision = $6
           returning d.revision`,
          [...values, revision],
        );
  if (saved) return { revision: saved.revision, repeated: false };
  const standing = await draftOf(tx, key);
  const repeated = standing?.revision === revision + 1 && canonicalJson(standing.content) === canonicalJson(content);
  return repeated ? { revision: standing.revision, repeated } : null;
}

export async function deleteDraft(tx: TenantTx, key: DraftKey): Promise<void> {
  await tx.query(`delete from review_drafts d where ${KEY}`, [tx.agencyId, key.sessionId, key.purpose, key.reviewerId]);
}
