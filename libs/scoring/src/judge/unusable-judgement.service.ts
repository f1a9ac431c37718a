import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import { proofSession } from '../grading/graded-session.queries.js';
import { shownGrading } from '../session-grades/shown-grading.js';
import type { UnusableJudgementEntity } from './unusable-judgement.entity.js';
import { unusableJudgementsOf } from './unusable-judgement.queries.js';

/** Reads what judges could not say of a session. It tells what they said, so it is hidden for as long as their proposal is. */
@Injectable()
export class UnusableJudgementService {
  constructor(private readonly db: TenantDb) {}

  /** Empty for a session that is not the caller's to see, is practice, or whose proposal is hidden from them. */
  of(actor: Actor, sessionId: string): Promise<UnusableJudgementEntity[]> {
    const reach = actor.reach('grade:review');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      if (!session) return [];
      const { hidden } = await shownGrading(tx, actor, session, null);
      return hidden ? [] : unusableJudgementsOf(tx, session.id);
    });
  }
}
