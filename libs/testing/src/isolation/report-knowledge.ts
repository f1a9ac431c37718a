import { OMIT } from './input-values.js';
import type { RootKnowledge } from './root-knowledge.js';

/** The whole report of today, of every mandate. */
const REPORT = { mandateCodes: OMIT, orgUnitId: OMIT, cohortId: OMIT, role: OMIT, asOf: OMIT, knownAt: OMIT };

/** A day on which something may still be planned. */
const AHEAD = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);

/** What the generator has to be told of reports and statistics. */
export const REPORT_ROOTS: Readonly<Record<string, RootKnowledge>> = {
  'Query.complianceDashboard': { values: REPORT },
  'Query.courseGap': {
    values: {
      mandateCode: 'US-GA-ANNUAL',
      dueBy: AHEAD,
      asOf: OMIT,
      requirementId: OMIT,
      category: OMIT,
      orgUnitId: OMIT,
      cohortId: OMIT,
    },
  },
  'Query.courseStatistics': { values: { after: OMIT, first: 20, from: '2020-01-01', to: OMIT } },
  'Query.expiring': { values: { ...REPORT, after: OMIT, first: 100, withinDays: 400, into: OMIT } },
  'Query.forecast': {
    values: {
      after: OMIT,
      first: 100,
      'input.mandateCodes': OMIT,
      'input.orgUnitId': OMIT,
      'input.cohortId': OMIT,
      'input.until': OMIT,
      'input.changes.movePresentation.endsOn': AHEAD,
      'input.changes.addPresentation.endsOn': AHEAD,
      'input.changes.adoptMandate.code': 'US-GA-ANNUAL',
      'input.changes.adoptMandate.version': '1.0.0',
      'input.changes.adoptMandate.policy.anchor': OMIT,
      'input.changes.adoptMandate.policy.cohorts': OMIT,
      'input.changes.adoptMandate.policy.exemptions': OMIT,
      'input.changes.changeFact.validTo': OMIT,
    },
  },
  'Query.instructorStatistics': { values: { after: OMIT, first: 20, from: '2020-01-01', to: OMIT } },
  'Query.memberStatuses': { values: { ...REPORT, after: OMIT, first: 100, statuses: OMIT, orderBy: OMIT } },
  'Query.scoringTrends': {
    values: {
      from: '2020-01-01',
      to: OMIT,
      by: 'MONTH',
      perCohort: OMIT,
      competency: OMIT,
      cohortId: OMIT,
      orgUnitId: OMIT,
    },
    showsNothing: 'figures about fewer than five trainees are not shown',
  },
};
