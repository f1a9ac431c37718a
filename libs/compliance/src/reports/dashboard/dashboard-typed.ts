import { toGlobalId } from '#platform';
import { countsTyped, freshnessTyped, reportedMandateTyped } from '../report.types.js';
import type { ReportedMandate } from '../reported-mandates.queries.js';
import type { DayCounts, UnitCount, WeekTurns } from './dashboard.queries.js';
import type { Dashboard } from './dashboard.service.js';
import type {
  ComplianceDashboardType,
  ComplianceOnDayType,
  ComplianceWeekAheadType,
  MandateDashboardType,
  OrgUnitComplianceType,
} from './dashboard.types.js';
import { sundayOf } from './report-calendar.js';

export const dashboardTyped = (dashboard: Dashboard, orgUnitId: string | null): ComplianceDashboardType => ({
  freshness: freshnessTyped(dashboard.moment),
  mandates: dashboard.mandates.map((mandate) => mandateDashboard(dashboard, mandate, orgUnitId)),
});

function mandateDashboard(
  dashboard: Dashboard,
  mandate: ReportedMandate,
  orgUnitId: string | null,
): MandateDashboardType {
  const own = dashboard.counts.filter((row) => row.mandateCode === mandate.code);
  return {
    dashboard,
    mandate: reportedMandateTyped(mandate),
    members: own.reduce((sum, row) => sum + row.members, 0),
    counts: countsTyped(byStatus(own)),
    orgUnits: unitsOf(own, orgUnitId === null ? null : toGlobalId('OrgUnit', orgUnitId)),
  };
}

function unitsOf(rows: readonly UnitCount[], parentId: string | null): OrgUnitComplianceType[] {
  const units = new Map<string, UnitCount[]>();
  for (const row of rows) {
    if (row.unitId !== null) units.set(row.unitId, [...(units.get(row.unitId) ?? []), row]);
  }
  return [...units].map(([unitId, own]) => ({
    orgUnitId: toGlobalId('OrgUnit', unitId),
    parentId,
    name: own[0]!.unitName!,
    counts: countsTyped(byStatus(own)),
  }));
}

/** @param days those that the rows were counted on, in order */
export const trendTyped = (
  rows: readonly DayCounts[],
  mandateCode: string,
  days: readonly string[],
): ComplianceOnDayType[] =>
  days.map((on, index) => ({
    on,
    counts: countsTyped(
      byStatus(rows.filter((row) => row.mandateCode === mandateCode && row.from <= index && index < row.to)),
    ),
  }));

export function weeksTyped(rows: readonly WeekTurns[], mandateCode: string): ComplianceWeekAheadType[] {
  const own = rows.filter((row) => row.mandateCode === mandateCode);
  return [...new Set(own.map((row) => row.monday))].map((monday) => ({
    from: monday,
    to: sundayOf(monday),
    turns: countsTyped(byStatus(own.filter((row) => row.monday === monday))),
  }));
}

function byStatus(rows: readonly { status: string; members: number }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { status, members } of rows) counts.set(status, (counts.get(status) ?? 0) + members);
  return counts;
}
