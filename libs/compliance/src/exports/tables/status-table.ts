import { setImmediate } from 'node:timers/promises';
import type { Agency } from '#agencies';
import type { TenantTx } from '#platform';
import { adoptedCodes, adoptionInForce, type AdoptedMandate } from '../../adoptions/adopted-mandates.queries.js';
import { evaluate } from '../../evaluation/evaluate.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import { evaluationInput } from '../../reports/evaluation-input.js';
import { recordsOfMembers } from '../../reports/member-records.queries.js';
import { ProblemLog, type ExportSelection, type ExportTable } from '../export.js';
import { column, type Cell, type Column } from '../formats/table.js';
import { countMembers, pagesOfMembers, type ExportedMember } from './exported-members.queries.js';
import type { ExportReach } from './roster.queries.js';

/** Judging is quick, and nobody else is served meanwhile: after each page others have their turn. */
const MEMBERS_A_PAGE = 50;

const COLUMNS: readonly Column[] = [
  column('boardId'),
  column('familyName'),
  column('givenName'),
  column('badgeNumber'),
  column('mandateCode'),
  column('mandateVersion'),
  column('asOf', 'DAY'),
  column('status'),
  column('windowFrom', 'DAY'),
  column('windowTo', 'DAY'),
  column('dueOn', 'DAY'),
  column('nextChangeOn', 'DAY'),
  column('nextStatus'),
  column('missing'),
];

/** How each member stands under each mandate on the day, worked out from what is on record in the snapshot. */
export async function statusTable(
  tx: TenantTx,
  reach: ExportReach,
  selection: ExportSelection,
  agency: Agency,
): Promise<ExportTable> {
  const { asOf, mandateCode } = selection;
  const adoptions: AdoptedMandate[] = [];
  for (const code of mandateCode === null ? await adoptedCodes(tx) : [mandateCode]) {
    const adoption = await adoptionInForce(tx, code, asOf);
    if (adoption) adoptions.push(adoption);
  }
  const total = adoptions.length * (await countMembers(tx, reach, selection));
  let done = 0;
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const members of pagesOfMembers(tx, reach, selection, MEMBERS_A_PAGE)) {
      const ids = members.map(({ id }) => id);
      const lines = new Map<string, Cell[][]>(ids.map((id) => [id, []]));
      for (const { code, version, mandate, policy } of adoptions) {
        const records = await recordsOfMembers(tx, ids, code, asOf);
        for (const member of members) {
          const evaluation = evaluate(evaluationInput(records.get(member.id)!, agency, policy), mandate, asOf);
          lines.get(member.id)!.push(cellsOf(member, { code, version }, asOf, evaluation));
        }
        done += members.length;
        await setImmediate();
      }
      for (const id of ids) yield* lines.get(id)!;
    }
  }
  return { columns: COLUMNS, total, done: () => done, rows: rows(), problems: new ProblemLog() };
}

function cellsOf(
  member: ExportedMember,
  { code, version }: Pick<AdoptedMandate, 'code' | 'version'>,
  asOf: string,
  evaluation: Evaluation,
): Cell[] {
  const nodes = new Map(evaluation.nodes.map((node) => [node.id, node]));
  const missing = evaluation.missing.flatMap(({ nodeId, short }) => {
    const node = nodes.get(nodeId);
    return node ? [`${short} ${node.unit} ${node.label}`] : [];
  });
  return [
    member.boardId,
    member.familyName,
    member.givenName,
    member.badgeNumber,
    code,
    version,
    asOf,
    evaluation.status,
    evaluation.windowFrom,
    evaluation.windowTo,
    evaluation.dueOn,
    evaluation.nextChangeOn,
    evaluation.nextStatus,
    missing.join('; ') || null,
  ];
}
