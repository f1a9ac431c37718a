import { agencyProfile } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { levelTrends, signingStatistics, type LevelTrend, type SigningStatistics, type TrendQuestion } from '#scoring';
import { coursesByCode, trainingStatistics, type ListedCourse, type TrainingStatistics } from '#trainees';
import { checkDate } from '../adoptions/adoption-policy.js';
import { addDays, addMonths, localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { instructorsByName, type ListedInstructor } from './instructors.queries.js';
import { withoutSmallGroups } from './small-groups.js';

/** The days that are counted, both included. */
export interface StatisticsDays {
  from: LocalDate;
  /** null: until today, where the agency is. */
  to: LocalDate | null;
}

export type InstructorRow = ListedInstructor & {
  training: TrainingStatistics | null;
  signing: SigningStatistics | null;
};

export type CourseRow = ListedCourse & { training: TrainingStatistics | null };

export interface ScoringTrends {
  trends: LevelTrend[];
  /** Groups that are too small to be shown. */
  hidden: number;
  from: LocalDate;
  to: LocalDate;
}

/** How long a question may be about. */
const MOST_YEARS = 10;
/** Groups of one answer: more are refused, and a caller asks for less. */
const MOST_GROUPS = 2_000;

/** How much was taught and how it was graded, counted: no row is about a trainee. */
@Injectable()
export class StatisticsService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError INVALID naming a day */
  instructors(
    actor: Actor,
    asked: StatisticsDays & { after: ListedInstructor | null; limit: number },
  ): Promise<InstructorRow[]> {
    return this.db.read(actor, async (tx) => {
      const within = await daysOf(tx, asked);
      const rows = await instructorsByName(tx, actor.reach('grade:read'), asked);
      const ids = rows.map((row) => row.id);
      const training = await trainingStatistics(tx, actor.reach('record:read'), 'INSTRUCTOR', ids, within);
      const signing = await signingStatistics(tx, actor.reach('grade:read'), ids, within);
      return rows.map((row) => ({
        ...row,
        training: training.get(row.id) ?? null,
        signing: signing.get(row.id) ?? null,
      }));
    });
  }

  /** @throws UserError INVALID naming a day */
  courses(actor: Actor, asked: StatisticsDays & { after: string | null; limit: number }): Promise<CourseRow[]> {
    return this.db.read(actor, async (tx) => {
      const within = await daysOf(tx, asked);
      const rows = await coursesByCode(tx, asked);
      const ids = rows.map((row) => row.id);
      const training = await trainingStatistics(tx, actor.reach('record:read'), 'COURSE', ids, within);
      return rows.map((row) => ({ ...row, training: training.get(row.id) ?? null }));
    });
  }

  /** @throws UserError INVALID naming a day, or for more groups than one answer holds */
  trends(
    actor: Actor,
    asked: StatisticsDays & Omit<TrendQuestion, 'from' | 'to' | 'timezone'>,
  ): Promise<ScoringTrends> {
    return this.db.read(actor, async (tx) => {
      const within = await daysOf(tx, asked);
      const groups = await levelTrends(tx, actor.reach('score:read'), { ...asked, ...within }, MOST_GROUPS + 1);
      if (groups.length > MOST_GROUPS) {
        throw new UserError(
          'INVALID',
          'from',
          `there are more than ${MOST_GROUPS} groups: ask for fewer days, longer periods, one cohort or one competency`,
        );
      }
      const { shown, hidden } = withoutSmallGroups(groups);
      return { trends: shown, hidden, from: within.from, to: within.to };
    });
  }
}

async function daysOf(
  tx: TenantTx,
  { from, to }: StatisticsDays,
): Promise<{ from: LocalDate; to: LocalDate; timezone: string }> {
  checkDate(from, 'from');
  if (to !== null) checkDate(to, 'to');
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error(`agency ${tx.agencyId} has no profile`);
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  const today = localDateOf(clock!.at, agency.timezone);
  // What is still ahead was not held, and nothing of it is signed.
  const last = to === null || to > today ? today : to;
  if (last < from) throw new UserError('INVALID', 'from', 'from must not be after to, nor after today');
  if (last > addDays(addMonths(from, 12 * MOST_YEARS), -1)) {
    throw new UserError('INVALID', 'from', `from and to must be within ${MOST_YEARS} years`);
  }
  return { from, to: last, timezone: agency.timezone };
}
