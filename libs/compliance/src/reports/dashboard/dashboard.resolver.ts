import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, Cost, CurrentActor, type Actor } from '#platform';
import { askedDay, filterOf, ReportArgs } from '../report-arguments.js';
import { dashboardTyped, trendTyped, weeksTyped } from './dashboard-typed.js';
import { DashboardService } from './dashboard.service.js';
import {
  ComplianceDashboardType,
  ComplianceOnDayType,
  ComplianceWeekAheadType,
  MandateDashboardType,
} from './dashboard.types.js';

@Resolver(() => MandateDashboardType)
export class DashboardResolver {
  constructor(private readonly dashboards: DashboardService) {}

  @Query(() => ComplianceDashboardType, {
    description:
      'How many members stand how under each mandate: on a day, in each org unit, on the last month ends and in the weeks ahead.',
  })
  @Allow('compliance:read', 'UNIT')
  // Reads the stored status of every member in reach, under each mandate.
  @Cost(50)
  async complianceDashboard(@CurrentActor() actor: Actor, @Args() args: ReportArgs): Promise<ComplianceDashboardType> {
    const filter = filterOf(args);
    const dashboard = await this.dashboards.dashboard(actor, { filter, ...askedDay(args) });
    return dashboardTyped(dashboard, filter.orgUnitId);
  }

  @ResolveField(() => [ComplianceOnDayType], {
    description:
      'The same on the last twelve month ends, the day itself included where it is one: by what is known of those days now, or at `knownAt`, and by who is in service and in which org unit now.',
  })
  @Cost(50)
  async trend(@Parent() { dashboard, mandate }: MandateDashboardType): Promise<ComplianceOnDayType[]> {
    return trendTyped(await dashboard.trend(), mandate.code, dashboard.trendDays);
  }

  @ResolveField(() => [ComplianceWeekAheadType], {
    description: 'The ninety days after the day, by ISO week; a week in which nobody’s status changes is left out.',
  })
  @Cost(50)
  async ahead(@Parent() { dashboard, mandate }: MandateDashboardType): Promise<ComplianceWeekAheadType[]> {
    return weeksTyped(await dashboard.turns(), mandate.code);
  }
}
