import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import { spreadOf, type Spread } from '#trainees';

/** How one person decided on grades, of the trainees in reach. First decisions alone: what an appeal changed is another's. */
export interface SigningStatistics {
  /** Signed, changed or invalidated. */
  decided: number;
  /** Signed with another level, band, fail or penalty than the grader proposed. */
  changed: number;
  invalidated: number;
  /** Of those signed or changed. */
  passed: number;
  /** Different trainees with a signed score. */
  trainees: number;
  /** Points of 100, as signed. */
  scores: Spread;
  /** Hours from the end of a scenario session until the decision. */
  hoursToSign: Spread;
}

/** The same for each of some members, by the local days on which they decided, both included; none for one who decided nothing. */
export async function signingStatistics(
  tx: TenantTx,
  reach: ReachOf<'grade:read'>,
  memberIds: readonly string[],
  within: { from: string; to: string; timezone: string },
): Promise<Map<string, SigningStatistics>> {
  const rows = await tx.query<SigningStatistics & { id: string }>(
    `select d.decided_by as id, count(*)::int as decided, (count(*) filter (where d.decision = 'CHANGED'))::int as changed,
       (count(*) filter (where d.decision = 'INVALIDATED'))::int as invalidated, (count(*) filter (where d.passed))::int as passed,
       (count(distinct s.trainee_id) filter (where d.final is not null))::int as trainees, ${spreadOf('d.final::float8')} as scores,
       ${spreadOf('extract(epoch from d.decided_at - s.completed_at)::float8 / 3600')} as "hoursToSign"
     from grade_decisions d join scenario_sessions s on s.agency_id = d.agency_id and s.id = d.session_id
     where d.agency_id = $1 and d.decided_by = any($3::uuid[]) and d.purpose = 'CERTIFICATION' and d.round = 0
       and ${reachPredicate(reach, 's.trainee_id', '$2')}
       and d.decided_at >= $4::date::timestamp at time zone $6 and d.decided_at < ($5::date + 1)::timestamp at time zone $6
     group by 1`,
    [tx.agencyId, reach.principalId, memberIds, within.from, within.to, within.timezone],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
