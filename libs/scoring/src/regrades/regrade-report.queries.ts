import type { TenantTx } from '#platform';
import type { Finding, GradeComparison } from './compare-grades.js';
import type { RecordEffect } from './record-effect.js';
import type { RegradeFailure } from './regrade-failure.js';

/** One session of a regrade whose new proposal says something else. */
export interface ChangedItem {
  id: string;
  regradeId: string;
  sessionId: string;
  traineeId: string;
  givenName: string;
  familyName: string;
  scenarioTitle: string;
  completedAt: Date;
  gradeId: string;
  recordId: string | null;
  recordEffect: RecordEffect;
  severity: number;
  comparison: GradeComparison;
  /** It was compared with a decision. */
  comparedDecision: boolean;
  /** A decision stands now. */
  decided: boolean;
  /** The caller has submitted a review of it. */
  reviewed: boolean;
  referredAt: Date | null;
}

const CHANGED = `select i.id, i.regrade_id as "regradeId", i.session_id as "sessionId", s.trainee_id as "traineeId",
    m.given_name as "givenName", m.family_name as "familyName", c.title as "scenarioTitle", s.completed_at as "completedAt",
    i.grade_id as "gradeId", i.record_id as "recordId", i.record_effect as "recordEffect", i.severity, i.comparison,
    i.decision_id is not null as "comparedDecision", f.referred_at as "referredAt",
    exists (select from grade_decisions d where d.agency_id = $1 and d.session_id = i.session_id
      and d.purpose = 'CERTIFICATION') as decided,
    exists (select from reviews r where r.agency_id = $1 and r.session_id = i.session_id and r.reviewer_id = $2) as reviewed
  from regrade_items i
  join scenario_sessions s on s.agency_id = i.agency_id and s.id = i.session_id
  join members m on m.agency_id = s.agency_id and m.id = s.trainee_id
  join scenario_versions v on v.agency_id = s.agency_id and v.id = s.scenario_version_id
  join scenarios c on c.agency_id = v.agency_id and c.id = v.scenario_id
  left join regrade_referrals f on f.agency_id = i.agency_id and f.item_id = i.id
  where i.agency_id = $1`;

/** Where a page of the report begins. */
export interface ReportPosition {
  severity: number;
  id: string;
}

/**
 * What would change, the most serious first. A report is the agency's, not of one unit: who may not see which proposal is the caller's to decide.
 * @param viewerId whose reviews count for `reviewed`
 */
export function listChanges(
  tx: TenantTx,
  viewerId: string,
  page: { regradeId: string; after: ReportPosition | null; limit: number },
): Promise<ChangedItem[]> {
  return tx.query<ChangedItem>(
    `${CHANGED} and i.regrade_id = $3 and i.severity > 0
       and ($4::smallint is null or i.severity < $4 or (i.severity = $4 and i.id > $5))
     order by i.severity desc, i.id limit $6`,
    [tx.agencyId, viewerId, page.regradeId, page.after?.severity ?? null, page.after?.id ?? null, page.limit],
  );
}

/** One session of a regrade that got a proposal, whether it changes anything or not. */
export async function comparedItemById(tx: TenantTx, viewerId: string, id: string): Promise<ChangedItem | null> {
  const [row] = await tx.query<ChangedItem>(`${CHANGED} and i.id = $3 and i.state = 'PROPOSED'`, [
    tx.agencyId,
    viewerId,
    id,
  ]);
  return row ?? null;
}

export interface ReportRow {
  state: 'WAITING' | 'HANDED_OUT' | 'PROPOSED' | 'FAILED';
  failure: RegradeFailure | null;
  finding: Finding | null;
  recordEffect: RecordEffect | null;
  decided: boolean;
  changed: boolean;
  sessions: number;
}

/** Every session of a regrade once, in groups. */
export function reportRows(tx: TenantTx, regradeId: string): Promise<ReportRow[]> {
  return tx.query<ReportRow>(
    `select state, failure, finding, record_effect as "recordEffect", decision_id is not null as decided,
       coalesce(severity > 0, false) as changed, count(*)::int as sessions
     from regrade_items where agency_id = $1 and regrade_id = $2 group by 1, 2, 3, 4, 5, 6`,
    [tx.agencyId, regradeId],
  );
}

export interface CompetencyShift {
  competency: string;
  compared: number;
  lower: number;
  higher: number;
  /** Levels, after - before. */
  meanDifference: number | null;
}

/** How far levels move, of the decided sessions of a regrade and the competencies that both rubric versions have. */
export function competencyShifts(tx: TenantTx, regradeId: string): Promise<CompetencyShift[]> {
  return tx.query<CompetencyShift>(
    `select l.competency, count(l.difference)::int as compared, count(*) filter (where l.difference < 0)::int as lower,
       count(*) filter (where l.difference > 0)::int as higher, round(avg(l.difference), 2)::float8 as "meanDifference"
     from regrade_items i, jsonb_to_recordset(i.comparison -> 'levels') l(competency text, difference integer)
     where i.agency_id = $1 and i.regrade_id = $2 and i.decision_id is not null
     group by l.competency order by l.competency`,
    [tx.agencyId, regradeId],
  );
}
