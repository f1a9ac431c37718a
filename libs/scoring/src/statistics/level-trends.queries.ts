import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import { spreadOf, type Spread } from '#trainees';
import { isOfficial } from '../decisions/grade-decision.queries.js';

export const TREND_PERIODS = ['MONTH', 'WEEK'] as const;
export type TrendPeriod = (typeof TREND_PERIODS)[number];

/** The official levels of one competency in one period. */
export interface LevelTrend {
  competency: string;
  /** First day of the month, or the Monday of the ISO week; local date. */
  periodFrom: string;
  /** null: of all trainees together, or of those in no cohort. */
  cohortId: string | null;
  trainees: number;
  /** Levels from 0 to 5; one for each scenario session. */
  levels: Spread;
}

export interface TrendQuestion {
  competency: string | null;
  cohortId: string | null;
  orgUnitId: string | null;
  /** Local days on which sessions were completed, both included. */
  from: string;
  to: string;
  by: TrendPeriod;
  /** Apart for each cohort that a trainee is enrolled in now; one in two cohorts counts in both. */
  perCohort: boolean;
  timezone: string;
}

const FIRST_DAYS: Readonly<Record<TrendPeriod, (day: string) => string>> = {
  MONTH: (day) => `${day} - (extract(day from ${day})::int - 1)`,
  WEEK: (day) => `${day} - (extract(isodow from ${day})::int - 1)`,
};

/**
 * Levels that were officially signed for proof sessions, counted in the database: no row is about a session. Whoever asks leaves out groups
 * that are so small that they tell of persons.
 */
export function levelTrends(
  tx: TenantTx,
  reach: ReachOf<'score:read'>,
  { perCohort, by, ...asked }: TrendQuestion,
  limit: number,
): Promise<LevelTrend[]> {
  const enrolled = `e.agency_id = s.agency_id and e.trainee_id = s.trainee_id and e.state = 'ENROLLED'`;
  return tx.query<LevelTrend>(
    `with signed as (
       select s.trainee_id, level.key as competency, level.value::float8 as level, ${perCohort ? 'e.cohort_id' : 'null::uuid as cohort_id'},
         (s.completed_at at time zone $8)::date as day
       from grade_decisions d
       join reviews r on r.agency_id = d.agency_id and r.id = d.review_id
       join scenario_sessions s on s.agency_id = d.agency_id and s.id = d.session_id
       ${perCohort ? `left join enrolments e on ${enrolled}` : ''}
       cross join lateral jsonb_each(r.rated -> 'levels') level
       where d.agency_id = $1 and d.purpose = 'CERTIFICATION' and d.decision in ('SIGNED', 'CHANGED') and ${isOfficial('d')}
         and s.mode = 'PROOF' and s.state = 'COMPLETED' and ${reachPredicate(reach, 's.trainee_id', '$2')}
         and ($3::text is null or level.key = $3)
         and ($4::uuid is null or ${perCohort ? 'e.cohort_id = $4' : `exists (select from enrolments e where ${enrolled} and e.cohort_id = $4)`})
         and ($5::uuid is null or exists (select from members m where m.agency_id = $1 and m.id = s.trainee_id and m.org_unit_id = any(array(
           with recursive units as (
             select u.id from org_units u where u.agency_id = $1 and u.id = $5
             union select below.id from org_units below join units on below.parent_id = units.id where below.agency_id = $1
           ) select id from units))))
         and s.completed_at >= $6::date::timestamp at time zone $8 and s.completed_at < ($7::date + 1)::timestamp at time zone $8
     )
     select competency, (${FIRST_DAYS[by]('day')})::text as "periodFrom", cohort_id as "cohortId",
       count(distinct trainee_id)::int as trainees, ${spreadOf('level')} as levels
     from signed group by 1, 2, 3 order by 1, 2, 3 nulls first limit $9`,
    [
      tx.agencyId,
      reach.principalId,
      asked.competency,
      asked.cohortId,
      asked.orgUnitId,
      asked.from,
      asked.to,
      asked.timezone,
      limit,
    ],
  );
}
