import type { TenantTx } from '#platform';
import type { UnusableJudgementEntity } from './unusable-judgement.entity.js';

export type NewUnusableJudgement = Omit<UnusableJudgementEntity, 'agencyId' | 'id' | 'createdAt'>;

/** @returns how many were new: what a repeat tells again is there already */
export async function addUnusableJudgements(tx: TenantTx, rows: readonly NewUnusableJudgement[]): Promise<number> {
  let added = 0;
  for (const row of rows) {
    const inserted = await tx.query(
      `insert into unusable_judgements (agency_id, session_id, rubric_version_id, model_version_id, grader_version, question, sample,
         problem, raw)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
      [
        ...[tx.agencyId, row.sessionId, row.rubricVersionId, row.modelVersionId, row.graderVersion],
        ...[row.question, row.sample, row.problem, row.raw],
      ],
    );
    added += inserted.length;
  }
  return added;
}

/** All of a session, which the caller has already been allowed to see; oldest first. At most a few dozen for each judge. */
export const unusableJudgementsOf = (tx: TenantTx, sessionId: string): Promise<UnusableJudgementEntity[]> =>
  tx.query<UnusableJudgementEntity>(
    `select u.agency_id as "agencyId", u.id, u.session_id as "sessionId", u.rubric_version_id as "rubricVersionId",
       u.model_version_id as "modelVersionId", u.grader_version as "graderVersion", u.question, u.sample, u.problem, u.raw,
       u.created_at as "createdAt"
     from unusable_judgements u where u.agency_id = $1 and u.session_id = $2 order by u.id limit 200`,
    [tx.agencyId, sessionId],
  );
