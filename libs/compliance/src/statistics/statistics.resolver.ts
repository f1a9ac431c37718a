import { Args, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  Cost,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  rowsToFetch,
  type Actor,
  type Page,
} from '#platform';
import { courseTyped, instructorTyped, trendsTyped } from './statistics-typed.js';
import { ScoringTrendsArgs, StatisticsArgs } from './statistics.arguments.js';
import { StatisticsService } from './statistics.service.js';
import {
  CourseStatisticsConnection,
  CourseStatisticsType,
  InstructorStatisticsConnection,
  InstructorStatisticsType,
  ScoringTrendsType,
} from './statistics.types.js';

@Resolver()
export class StatisticsResolver {
  constructor(private readonly statistics: StatisticsService) {}

  @Query(() => InstructorStatisticsConnection, {
    description: 'What each member who holds the role INSTRUCTOR now has taught and signed, by family name.',
  })
  @Allow('grade:read', 'UNIT')
  // Counts every class and decision of the days asked about.
  @Cost(200)
  async instructorStatistics(
    @CurrentActor() actor: Actor,
    @Args() args: StatisticsArgs,
  ): Promise<Page<InstructorStatisticsType>> {
    const keys = decodeCursor(args.after, ['text', 'text', 'uuid']) as [string, string, string] | null;
    const rows = await this.statistics.instructors(actor, {
      from: args.from,
      to: args.to ?? null,
      after: keys && { familyName: keys[0], givenName: keys[1], id: keys[2] },
      limit: rowsToFetch(args),
    });
    return connectionFrom(rows, args, (row) => [row.familyName, row.givenName, row.id], instructorTyped);
  }

  @Query(() => CourseStatisticsConnection, {
    description: 'How each course of the agency was taught, by its code.',
  })
  @Allow('record:read', 'UNIT')
  // Counts every class and training record of the days asked about.
  @Cost(200)
  async courseStatistics(
    @CurrentActor() actor: Actor,
    @Args() args: StatisticsArgs,
  ): Promise<Page<CourseStatisticsType>> {
    const keys = decodeCursor(args.after, ['text']) as [string] | null;
    const rows = await this.statistics.courses(actor, {
      from: args.from,
      to: args.to ?? null,
      after: keys && keys[0],
      limit: rowsToFetch(args),
    });
    return connectionFrom(rows, args, (row) => [row.code], courseTyped);
  }

  @Query(() => ScoringTrendsType, {
    description:
      'How official levels develop, per competency and period, by when the proof session was completed where the agency is.',
  })
  @Allow('score:read', 'UNIT')
  // Counts every signed proof session of the days asked about.
  @Cost(200)
  async scoringTrends(@CurrentActor() actor: Actor, @Args() args: ScoringTrendsArgs): Promise<ScoringTrendsType> {
    return trendsTyped(
      await this.statistics.trends(actor, {
        from: args.from,
        to: args.to ?? null,
        by: args.by,
        perCohort: args.perCohort ?? false,
        competency: args.competency ?? null,
        cohortId: args.cohortId == null ? null : fromGlobalId('Cohort', args.cohortId, 'cohortId'),
        orgUnitId: args.orgUnitId == null ? null : fromGlobalId('OrgUnit', args.orgUnitId, 'orgUnitId'),
      }),
    );
  }
}
