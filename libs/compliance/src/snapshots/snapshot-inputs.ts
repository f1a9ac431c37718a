import { setImmediate } from 'node:timers/promises';
import { agencyProfile } from '#agencies';
import { type Actor, type TenantTx } from '#platform';
import { adoptedCodes, adoptionInForce } from '../adoptions/adopted-mandates.queries.js';
import { placesOf } from '../audit-packets/evidence/officers.queries.js';
import { countMembers, pagesOfMembers, type ExportedMember } from '../exports/tables/exported-members.queries.js';
import { evaluationInput, type MemberRecords } from '../reports/evaluation-input.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import type { AskedSnapshot, SnapshotHead, SnapshotMember } from './snapshot.js';

/** Read, written and judged before the next: what a snapshot takes in memory does not grow with the agency. */
const MEMBERS_A_PAGE = 50;

export interface SnapshotInputs {
  head: SnapshotHead;
  /** How many members there are. */
  total: number;
  members: AsyncIterable<SnapshotMember>;
}

/** All that a report depends on, to be read in this transaction, all of it as of one moment. */
export async function snapshotInputs(tx: TenantTx, actor: Actor, asked: AskedSnapshot): Promise<SnapshotInputs> {
  const reach = actor.reach('export:write');
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const { name, timezone } = agency;
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  const mandates: SnapshotHead['mandates'] = [];
  for (const code of asked.mandateCodes ?? (await adoptedCodes(tx))) {
    const adoption = await adoptionInForce(tx, code, asked.asOf);
    if (!adoption) continue;
    const { version, digest, mandate, policy } = adoption;
    mandates.push({ code, version, digest, body: mandate, policy });
  }
  const { kind, asOf, mandateCodes, orgUnitId, memberId } = asked;
  const selection = { memberIds: memberId === null ? null : [memberId], orgUnitId, boardIdSystem: 'board' };
  async function* members(): AsyncGenerator<SnapshotMember> {
    for await (const page of pagesOfMembers(tx, reach, selection, MEMBERS_A_PAGE)) {
      const ids = page.map(({ id }) => id);
      const places = await placesOf(tx, reach, ids);
      const records = new Map<string, Map<string, MemberRecords>>();
      for (const { code } of mandates) records.set(code, await recordsOfMembers(tx, ids, code, asOf));
      for (const member of page) {
        yield memberOf(member, places.get(member.id)?.orgUnit ?? null, agency!, mandates, records);
      }
      await setImmediate();
    }
  }
  return {
    head: {
      ...{ kind, asOf, mandateCodes, orgUnitId, memberId, mandates },
      agency: { name, timezone },
      knownAt: clock!.at.toISOString(),
    },
    total: await countMembers(tx, reach, selection),
    members: members(),
  };
}

function memberOf(
  member: ExportedMember,
  orgUnit: string | null,
  agency: { name: string; timezone: string },
  mandates: SnapshotHead['mandates'],
  records: ReadonlyMap<string, ReadonlyMap<string, MemberRecords>>,
): SnapshotMember {
  const told: SnapshotMember = { ...member, orgUnit, facts: [], entries: [], planned: [], under: {} };
  for (const { code, policy } of mandates) {
    const input = evaluationInput(records.get(code)!.get(member.id)!, agency, policy);
    // The rest whatever it is: what a later evaluator reads too must not be left out of its snapshots.
    const { facts, entries, planned, policy: _, timezone: __, ...under } = input;
    Object.assign(told, { facts, entries, planned });
    told.under[code] = under;
  }
  return told;
}
