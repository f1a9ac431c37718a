import { toGlobalId } from '#platform';
import type { LedgerRow } from '#trainees';
import { mandateTyped } from '../adoptions/mandate.resolver.js';
import type { Evaluation, EvaluationNode } from '../evaluation/evaluation.js';
import { explainExclusion, explainNode, explainStatus } from '../evaluation/explain.js';
import { flatten, type Requirement } from '../mandates/requirement.js';
import type {
  ComplianceReportType,
  JudgedTrainingRecordType,
  MissingRequirementType,
  RequirementStandingType,
} from './compliance-report.types.js';
import type { MemberCompliance } from './compliance.service.js';

/** An evaluation as the API shows it, every training record with its reason. */
export function reportTyped(answer: MemberCompliance): ComplianceReportType {
  const { evaluation, adoption } = answer;
  const requirements = new Map(flatten(adoption.mandate.requirements).map((each) => [each.id, each]));
  const nodes = new Map(evaluation.nodes.map((node) => [node.id, node]));
  return {
    memberId: toGlobalId('Member', answer.member.id),
    mandate: mandateTyped(adoption),
    status: evaluation.status,
    explanation: explainStatus(evaluation.status),
    windowFrom: evaluation.windowFrom,
    windowTo: evaluation.windowTo,
    dueOn: evaluation.dueOn,
    nextChangeOn: evaluation.nextChangeOn,
    nextStatus: evaluation.nextStatus,
    asOf: answer.asOf,
    evaluatedAt: answer.evaluatedAt,
    nodes: evaluation.nodes.map((node) => standingTyped(node, requirements)),
    missing: evaluation.missing.flatMap(({ nodeId, short }) => missingTyped(nodes.get(nodeId), short)),
    entries: entriesTyped(answer.ledger, evaluation, nodes),
    problems: evaluation.problems,
  };
}

const standingTyped = (
  { id, ...node }: EvaluationNode,
  requirements: ReadonlyMap<string, Requirement>,
): RequirementStandingType => ({
  ...node,
  requirementId: id,
  // A yearly requirement stands once for each year, as ID@YYYY.
  within: (requirements.get(id) ?? requirements.get(id.replace(/@\d{4}$/, '')))?.within ?? null,
  explanation: explainNode({ id, ...node }),
});

const missingTyped = (node: EvaluationNode | undefined, short: number): MissingRequirementType[] =>
  node ? [{ requirementId: node.id, label: node.label, short, unit: node.unit }] : [];

function entriesTyped(
  ledger: readonly LedgerRow[],
  evaluation: Evaluation,
  nodes: ReadonlyMap<string, EvaluationNode>,
): JudgedTrainingRecordType[] {
  const counted = new Map(evaluation.counted.map((each) => [each.entryId, each.nodes]));
  const excluded = new Map(evaluation.excluded.map((each) => [each.entryId, each.reason]));
  return ledger.map((row) => {
    const countsToward = counted.get(row.id) ?? [];
    const exclusionReason = excluded.get(row.id) ?? null;
    const labels = countsToward.map((id) => nodes.get(id)?.label ?? id);
    return {
      trainingRecordId: toGlobalId('TrainingRecord', row.id),
      courseCode: row.courseCode,
      categories: row.categories,
      completedOn: row.completedOn,
      hours: row.hours,
      rosterState: row.rosterState,
      countsToward,
      exclusionReason,
      explanation: exclusionReason
        ? explainExclusion(exclusionReason)
        : labels.length > 0
          ? `Counts toward ${labels.join(', ')}.`
          : row.correctsId !== null && row.hours === 0
            ? 'Removes the record that it corrects.'
            : explainStatus(evaluation.status),
    };
  });
}
