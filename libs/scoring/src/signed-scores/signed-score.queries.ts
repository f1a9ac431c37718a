import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import { undecidedFor } from '../appeals/appeal-reviewers.queries.js';
import { isOfficial } from '../decisions/grade-decision.queries.js';

export interface SignedScoreRow {
  id: string;
  sessionId: string;
  traineeId: string;
  scenarioTitle: string;
  final: number;
  passed: boolean;
  decision: 'SIGNED' | 'CHANGED';
  decidedAt: Date;
}

const SIGNED_SCORES = `select d.id, d.session_id as "sessionId", s.trainee_id as "traineeId", c.title as "scenarioTitle",
    d.final::float8 as final, d.passed, d.decision, d.decided_at as "decidedAt"
  from grade_decisions d
  join scenario_sessions s on s.agency_id = d.agency_id and s.id = d.session_id
  join scenario_versions v on v.agency_id = s.agency_id and v.id = s.scenario_version_id
  join scenarios c on c.agency_id = v.agency_id and c.id = v.scenario_id
  where d.agency_id = $1 and d.purpose = 'CERTIFICATION' and d.decision in ('SIGNED', 'CHANGED') and ${isOfficial('d')}`;

/** Who is to look at a session again does not read what was signed first. */
const NOT_BLIND = `and not ${undecidedFor('d.session_id', '$2')}`;

/** Oldest first. @param page.decidesAppeals whether the caller may decide appeals: then not those whose appeal they have yet to review */
export async function listSignedScores(
  tx: TenantTx,
  reach: ReachOf<'score:read'>,
  page: { limit: number; after: string | null; traineeId: string | null; decidesAppeals: boolean },
): Promise<SignedScoreRow[]> {
  return tx.query<SignedScoreRow>(
    `${SIGNED_SCORES} and ${reachPredicate(reach, 's.trainee_id', '$2')} and ($3::uuid is null or d.id > $3)
       and ($4::uuid is null or s.trainee_id = $4) ${page.decidesAppeals ? NOT_BLIND : ''} order by d.id limit $5`,
    [tx.agencyId, reach.principalId, page.after, page.traineeId, page.limit],
  );
}

export async function signedScoreById(
  tx: TenantTx,
  reach: ReachOf<'score:read'>,
  id: string,
  decidesAppeals: boolean,
): Promise<SignedScoreRow | null> {
  const [row] = await tx.query<SignedScoreRow>(
    `${SIGNED_SCORES} and ${reachPredicate(reach, 's.trainee_id', '$2')} and d.id = $3 ${decidesAppeals ? NOT_BLIND : ''}`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}
