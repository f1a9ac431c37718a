import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import { spreadOf, type Spread } from './spread.js';

/** What became of some classes, of the trainees in reach. */
export interface TrainingStatistics {
  /** Classes that ended in the days asked about, with a trainee in reach on their roster. */
  presentations: number;
  /** Different trainees on their rosters. */
  trainees: number;
  /** Places on their rosters. */
  rostered: number;
  /** Of those, how many earned hours that stand. */
  recorded: number;
  /** Hours that stand, over all trainees. */
  hours: number;
  /** Percent, of the hours that stand. */
  scores: Spread;
  /** Different trainees with a score. */
  traineesScored: number;
}

/** The days on which a class must have ended, both included. */
export interface HeldWithin {
  from: string;
  to: string;
}

/** By what classes are counted together. */
const GROUPS = { INSTRUCTOR: 'p.instructor_id', COURSE: 'v.course_id' } as const;

/**
 * The same for each of some instructors, or for each of some courses; none for one without such a class. A rejected roster or a
 * cancelled class is none that was held, and hours taught are no training. Hours that a correction replaced do not stand, and the correction's do.
 */
export async function trainingStatistics(
  tx: TenantTx,
  reach: ReachOf<'record:read'>,
  by: keyof typeof GROUPS,
  ids: readonly string[],
  { from, to }: HeldWithin,
): Promise<Map<string, TrainingStatistics>> {
  const rows = await tx.query<TrainingStatistics & { id: string }>(
    `with held as (
       select p.id, ${GROUPS[by]} as by from presentations p
       join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
       where p.agency_id = $1 and ${GROUPS[by]} = any($3::uuid[]) and p.ends_on between $4::date and $5::date and p.roster_state <> 'REJECTED'
         and p.cancelled_at is null
     ), taught as (
       select held.by, count(distinct held.id)::int as presentations, count(distinct e.trainee_id)::int as trainees, count(*)::int as rostered
       from held join roster_entries e on e.agency_id = $1 and e.presentation_id = held.id
       where e.removed_at is null and ${reachPredicate(reach, 'e.trainee_id', '$2')} group by 1
     ), earned as (
       select held.by, count(*)::int as recorded, sum(r.hours)::float8 as hours, ${spreadOf('r.score::float8')} as scores,
         (count(distinct r.trainee_id) filter (where r.score is not null))::int as trainees_scored
       from held join training_records r on r.agency_id = $1 and r.presentation_id = held.id
       where r.hours > 0 and r.capacity = 'STUDENT' and ${reachPredicate(reach, 'r.trainee_id', '$2')} and not exists (select from training_records later
         where later.agency_id = $1 and later.source = 'CORRECTION' and later.source_id = r.id)
       group by 1
     )
     select taught.by as id, taught.presentations, taught.trainees, taught.rostered, coalesce(earned.recorded, 0) as recorded,
       coalesce(earned.hours, 0) as hours, earned.scores, coalesce(earned.trainees_scored, 0) as "traineesScored"
     from taught left join earned on earned.by = taught.by`,
    [tx.agencyId, reach.principalId, ids, from, to],
  );
  return new Map(rows.map(({ id, ...row }) => [id, { ...row, scores: row.scores ?? NO_SCORES }]));
}

const NO_SCORES: Spread = { n: 0, mean: null, lowerQuartile: null, median: null, upperQuartile: null };
