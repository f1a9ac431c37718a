import { Injectable } from '@nestjs/common';
import type { RubricPurpose } from '#curricula';
import { audit, TenantDb, UserError, type Actor } from '#platform';
import { turnsOf } from '#sessions';
import { reviewsFromOutside } from '../external-reviewers/assigned-sessions.js';
import { unmaskedContent } from '../external-reviewers/unmasked-content.js';
import { reviewableSession } from '../reviews/reviewable-session.js';
import type { DraftContent } from './review-draft.entity.js';
import { saveDraft } from './review-draft.queries.js';

export interface SaveReviewDraft {
  sessionId: string;
  purpose: RubricPurpose;
  /** The revision that it replaces; 0 for the first. */
  revision: number;
  content: DraftContent;
}

/** Lets a reviewer stop and go on. A draft is nobody else's to see, and nothing is decided by it. */
@Injectable()
export class ReviewDraftService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError as `reviewableSession`, or CONFLICT (`input.revision`) when it was saved from elsewhere meanwhile */
  save(actor: Actor, input: SaveReviewDraft): Promise<{ revision: number }> {
    const { sessionId, purpose, revision } = input;
    return this.db.run(actor, async (tx) => {
      // Locked: a draft that is saved while its review is submitted must not outlive it.
      const session = await reviewableSession(tx, actor, sessionId, purpose, true);
      const content = reviewsFromOutside(actor)
        ? await unmaskedContent(tx, session, await turnsOf(tx, session.id), input.content)
        : input.content;
      const key = { sessionId: session.id, purpose, reviewerId: actor.principalId };
      const saved = await saveDraft(tx, key, revision, content);
      if (!saved) {
        throw new UserError(
          'CONFLICT',
          'input.revision',
          'the draft was saved from elsewhere meanwhile: read it again',
        );
      }
      // That somebody began is a step; each of their strokes is not.
      if (saved.revision === 1 && !saved.repeated) {
        await audit(tx, actor, {
          action: 'review.begun',
          entityType: 'ScenarioSession',
          entityId: session.id,
          details: { purpose },
        });
      }
      return { revision: saved.revision };
    });
  }
}
