import type { Agency } from '#agencies';
import type { TenantTx } from '#platform';
import type { LedgerRow } from '#trainees';
import type { AdoptedMandate } from '../../adoptions/adopted-mandates.queries.js';
import { evaluate } from '../../evaluation/evaluate.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import { explainExclusion, explainStatus } from '../../evaluation/explain.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ExportedMember } from '../../exports/tables/exported-members.queries.js';
import { evaluationInput, type MemberRecords } from '../../reports/evaluation-input.js';
import { recordsOfMembers } from '../../reports/member-records.queries.js';
import type {
  DecisionEvidence,
  JudgedEntry,
  LedgerEvidence,
  MandateStanding,
  OfficerEvidence,
  PersonNamed,
  RequirementEvidence,
} from './evidence.js';
import { decisionsOf, namesOf, placesOf, type DecisionRow, type PacketReach } from './officers.queries.js';

/** Who is told of, and by what they are judged. */
export interface AskedOfficers {
  agency: Agency;
  adoptions: readonly AdoptedMandate[];
  asOf: LocalDate;
}

/** The evidence about these members, in their order; a handful of statements, however many they are. */
export async function officerEvidence(
  tx: TenantTx,
  reach: PacketReach,
  members: readonly ExportedMember[],
  { agency, adoptions, asOf }: AskedOfficers,
): Promise<OfficerEvidence[]> {
  const ids = members.map(({ id }) => id);
  const places = await placesOf(tx, reach, ids);
  const records = new Map<string, Map<string, MemberRecords>>();
  for (const { code } of adoptions) records.set(code, await recordsOfMembers(tx, ids, code, asOf));
  const [anyCode] = records.keys();
  const own = anyCode === undefined ? await recordsOfMembers(tx, ids, '', asOf) : records.get(anyCode)!;
  const decisions = await decisionsOf(tx, reach, ids, [...records.keys()]);
  const recorders = [...own.values()].flatMap(({ ledger }) => ledger.map(({ recordedBy }) => recordedBy));
  const names = await namesOf(tx, reach, [...recorders, ...decisions.map(({ decidedBy }) => decidedBy)]);
  return members.map((member) => {
    const { facts, ledger } = own.get(member.id)!;
    return {
      ...member,
      ...(places.get(member.id) ?? { state: 'LEFT', orgUnit: null }),
      facts: facts.map(({ fact, value, validFrom, validTo }) => ({ fact, value, from: validFrom, to: validTo })),
      standings: adoptions.map((adoption) => {
        const about = records.get(adoption.code)!.get(member.id)!;
        const evaluation = evaluate(evaluationInput(about, agency, adoption.policy), adoption.mandate, asOf);
        const decided = decisions.filter((row) => row.memberId === member.id && row.mandateCode === adoption.code);
        return standingOf(adoption, evaluation, ledger, decided, names);
      }),
      ledger: ledger.map((row) => ledgerEvidence(row, names)),
    };
  });
}

/** A person as evidence names them: an integration or a device has no name. */
export function nameOf(names: ReadonlyMap<string, PersonNamed>, id: string): string {
  const person = names.get(id);
  return person ? `${person.givenName} ${person.familyName}` : 'an integration, a device or Parley itself';
}

export const ledgerEvidence = (row: LedgerRow, names: ReadonlyMap<string, PersonNamed>): LedgerEvidence => ({
  id: row.id,
  completedOn: row.completedOn,
  courseCode: row.courseCode,
  categories: row.categories,
  delivery: row.delivery,
  provider: row.provider,
  hours: row.hours,
  score: row.score,
  rosterState: row.rosterState,
  source: row.source,
  correctsId: row.correctsId,
  reason: row.reason,
  recordedBy: nameOf(names, row.recordedBy),
  recordedAt: row.recordedAt.toISOString(),
});

function standingOf(
  { code, version, digest, mandate }: AdoptedMandate,
  evaluation: Evaluation,
  ledger: readonly LedgerRow[],
  decided: readonly DecisionRow[],
  names: ReadonlyMap<string, PersonNamed>,
): MandateStanding {
  const labels = new Map(evaluation.nodes.map(({ id, label, unit }) => [id, { label, unit }]));
  return {
    code,
    version,
    title: mandate.title,
    digest,
    status: evaluation.status,
    explanation: explainStatus(evaluation.status),
    windowFrom: evaluation.windowFrom,
    windowTo: evaluation.windowTo,
    dueOn: evaluation.dueOn,
    nextChangeOn: evaluation.nextChangeOn,
    nextStatus: evaluation.nextStatus,
    requirements: requirementsOf(evaluation),
    missing: evaluation.missing.flatMap(({ nodeId, short }) => {
      const node = labels.get(nodeId);
      return node ? [`${short}${{ HOUR: ' h', CREDIT: ' credits', COUNT: ' ×' }[node.unit]} ${node.label}`] : [];
    }),
    entries: ledger.map((row) => judgedEntry(row, evaluation, labels)),
    decisions: decided.map(
      ({ kind, code: rule, validFrom, validTo, reason, decidedBy, decidedAt }): DecisionEvidence => ({
        ...{ kind, code: rule, validFrom, validTo, reason },
        decidedBy: nameOf(names, decidedBy),
        decidedAt: decidedAt.toISOString(),
      }),
    ),
    problems: evaluation.problems.map(({ code: problem, name }) =>
      problem === 'FACT_MISSING' ? `The fact ${name} is not on record.` : `The agency’s policy does not say ${name}.`,
    ),
  };
}

function requirementsOf({ nodes }: Evaluation): RequirementEvidence[] {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = parents.get(id) ?? null; at !== null && depth < 12; at = parents.get(at) ?? null) depth += 1;
    return depth;
  };
  return nodes.map(({ id, kind, label, unit, needed, earned, pending, short, status, dueOn }) => ({
    ...{ id, depth: depthOf(id), kind, label, unit, needed, earned, pending, short, status, dueOn },
  }));
}

function judgedEntry(
  row: LedgerRow,
  evaluation: Evaluation,
  labels: ReadonlyMap<string, { label: string }>,
): JudgedEntry {
  const countsToward = (evaluation.counted.find(({ entryId }) => entryId === row.id)?.nodes ?? []).map(
    (id) => labels.get(id)?.label ?? id,
  );
  const exclusionReason = evaluation.excluded.find(({ entryId }) => entryId === row.id)?.reason ?? null;
  const explanation = exclusionReason
    ? explainExclusion(exclusionReason)
    : countsToward.length > 0
      ? `Counts toward ${countsToward.join(', ')}.`
      : row.correctsId !== null && row.hours === 0
        ? 'Removes the record that it corrects.'
        : explainStatus(evaluation.status);
  return { recordId: row.id, countsToward, exclusionReason, explanation };
}
