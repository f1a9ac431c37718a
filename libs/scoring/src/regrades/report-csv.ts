import { toGlobalId } from '#platform';
import type { ComparedSide } from './compare-grades.js';
import type { ChangedItem } from './regrade-report.queries.js';

const COLUMNS = [
  'session_id',
  'trainee_id',
  'family_name',
  'given_name',
  'scenario',
  'completed_at',
  'compared_with',
  'findings',
  'training_record',
  'training_record_id',
  'final_before',
  'outlook_before',
  'final_after',
  'outlook_after',
  'levels_changed',
  'critical_fails_appear',
  'critical_fails_disappear',
  'referred_at',
] as const;

/** The first line of a report, with its end. */
export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula gets a quotation mark before it (OWASP, CSV injection). */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A final score in points, or the range that is left open. */
const finalOf = (side: ComparedSide | null): string => {
  if (!side) return '';
  return side.final === null ? `${side.lowestFinal} to ${side.highestFinal}` : `${side.final}`;
};

const levelOf = (level: number | null): string => (level === null ? 'open' : `${level}`);

/** One session of a report as a line of its CSV, with its end. */
export function csvLine(item: ChangedItem): string {
  const { comparison } = item;
  const { before, after, findings, levels, criticalFailsAppear, criticalFailsDisappear } = comparison;
  const row: Record<(typeof COLUMNS)[number], string> = {
    session_id: toGlobalId('ScenarioSession', item.sessionId),
    trainee_id: toGlobalId('Member', item.traineeId),
    family_name: item.familyName,
    given_name: item.givenName,
    scenario: item.scenarioTitle,
    completed_at: item.completedAt.toISOString(),
    compared_with: item.comparedDecision ? 'DECISION' : 'PROPOSAL',
    findings: findings.join(' '),
    training_record: item.recordEffect,
    training_record_id: item.recordId === null ? '' : toGlobalId('TrainingRecord', item.recordId),
    final_before: finalOf(before),
    outlook_before: before?.outlook ?? '',
    final_after: finalOf(after),
    outlook_after: after.outlook,
    levels_changed: levels
      .filter((one) => one.before !== one.after)
      .map((one) => `${one.competency} ${levelOf(one.before)} to ${levelOf(one.after)}`)
      .join('; '),
    critical_fails_appear: criticalFailsAppear.join(' '),
    critical_fails_disappear: criticalFailsDisappear.join(' '),
    referred_at: item.referredAt?.toISOString() ?? '',
  };
  return `${COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`;
}
