import { factsOf } from '#agencies';
import type { TenantTx } from '#platform';
import { trainingRecordsOfMembers } from '#trainees';
import { allocationsOfMembers } from '../allocations/allocations.queries.js';
import { consequencesOfMembers } from '../consequences/consequences.queries.js';
import type { LocalDate } from '../evaluation/local-date.js';
import { exemptionsOfMembers } from '../exemptions/exemptions.queries.js';
import type { MemberRecords } from './evaluation-input.js';
import { plannedClassesOf } from './planned-classes.queries.js';

/**
 * What is on record about each of these members under a mandate: six statements, however many they are.
 * @param asOf classes that ended before this day are not planned any more
 */
export async function recordsOfMembers(
  tx: TenantTx,
  memberIds: readonly string[],
  mandateCode: string,
  asOf: LocalDate,
): Promise<Map<string, MemberRecords>> {
  const facts = await factsOf(tx, memberIds);
  const ledgers = await trainingRecordsOfMembers(tx, memberIds);
  const planned = byMember(await plannedClassesOf(tx, memberIds, asOf));
  const exemptions = byMember(await exemptionsOfMembers(tx, memberIds, mandateCode));
  const consequences = byMember(await consequencesOfMembers(tx, memberIds, mandateCode));
  const allocations = byMember(await allocationsOfMembers(tx, memberIds));
  return new Map(
    memberIds.map((id) => [
      id,
      {
        facts: facts.get(id) ?? [],
        ledger: ledgers.get(id) ?? [],
        planned: planned.get(id) ?? [],
        exemptions: exemptions.get(id) ?? [],
        consequences: consequences.get(id) ?? [],
        allocations: allocations.get(id) ?? [],
      },
    ]),
  );
}

function byMember<Row extends { memberId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.memberId);
    if (known) known.push(row);
    else found.set(row.memberId, [row]);
  }
  return found;
}
