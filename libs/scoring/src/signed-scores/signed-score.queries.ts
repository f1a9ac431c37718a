import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

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
  where d.agency_id = $1 and d.decision in ('SIGNED', 'CHANGED')`;

/** Oldest first. */
export async function listSignedScores(
  tx: TenantTx,
  reach: ReachOf<'score:read'>,
  page: { limit: number; after: string | null; traineeId: string | null },
): Promise<SignedScoreRow[]> {
  return tx.query<SignedScoreRow>(
    `${SIGNED_SCORES} and ${reachPredicate(reach, 's.trainee_id', '$2')} and ($3::uuid is null or d.id > $3)
       and ($4::uuid is null or s.trainee_id = $4) order by d.id limit $5`,
    [tx.agencyId, reach.principalId, page.after, page.traineeId, page.limit],
  );
}

export async function signedScoreById(
  tx: TenantTx,
  reach: ReachOf<'score:read'>,
  id: string,
): Promise<SignedScoreRow | null> {
  const [row] = await tx.query<SignedScoreRow>(
    `${SIGNED_SCORES} and ${reachPredicate(reach, 's.trainee_id', '$2')} and d.id = $3`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

export interface QueuedSession {
  sessionId: string;
  traineeId: string;
  scenarioTitle: string;
  completedAt: Date;
  reviewed: boolean;
}

/**
 * Proof sessions that wait for a decision, not the caller's own: possible critical fails first, then what the grader left most
 * open, then the longest waiting.
 * @param after only what comes behind this session, which may have been decided since
 */
export async function listGradingQueue(
  tx: TenantTx,
  reach: ReachOf<'grade:review'>,
  page: { limit: number; after: string | null },
): Promise<QueuedSession[]> {
  // The cursor names the session alone: keys in it would tell a reviewer what the hidden proposal says.
  return tx.query<QueuedSession>(
    `with graded as (
       select distinct on (g.session_id) g.session_id, g.critical_fails, g.abstained, s.trainee_id, s.scenario_version_id,
         s.completed_at, s.state
       from grades g join scenario_sessions s on s.agency_id = g.agency_id and s.id = g.session_id
       where g.agency_id = $1 and g.regrade_id is null and s.mode = 'PROOF' and ${reachPredicate(reach, 's.trainee_id', '$2')}
       order by g.session_id, g.id desc
     ), ordered as (
       select *, row_number() over (order by critical_fails desc, abstained desc, completed_at, session_id) as place from graded
     )
     select o.session_id as "sessionId", o.trainee_id as "traineeId", c.title as "scenarioTitle", o.completed_at as "completedAt",
       exists (select from reviews r where r.agency_id = $1 and r.session_id = o.session_id and r.reviewer_id = $2) as reviewed
     from ordered o
     join scenario_versions v on v.agency_id = $1 and v.id = o.scenario_version_id
     join scenarios c on c.agency_id = v.agency_id and c.id = v.scenario_id
     where o.state = 'COMPLETED' and o.trainee_id <> $2
       and not exists (select from grade_decisions d where d.agency_id = $1 and d.session_id = o.session_id)
       and ($3::uuid is null or o.place > (select place from ordered where session_id = $3))
     order by o.place limit $4`,
    [tx.agencyId, reach.principalId, page.after, page.limit],
  );
}
