import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { agencyProfile, type Agency } from '#agencies';
import { canonicalJson, digestOf, type Actor, type TenantTx } from '#platform';
import { adoptedCodes, adoptionInForce, type AdoptedMandate } from '../../adoptions/adopted-mandates.queries.js';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { countMembers, pagesOfMembers, type ExportedMember } from '../../exports/tables/exported-members.queries.js';
import { countsOnDays } from '../../reports/dashboard/dashboard.queries.js';
import { monthEndsUpTo } from '../../reports/dashboard/report-calendar.js';
import { OFFICERS_A_VOLUME, type PacketSelection } from '../audit-packet.js';
import type { OfficerEvidence, PacketSummary, TrendPoint } from './evidence.js';
import { officerEvidence } from './officer-evidence.js';
import { readAt, unitName, type PacketReach } from './officers.queries.js';
import { presentationEvidence } from './presentation-evidence.js';

/** Judging is quick, and nobody else is served meanwhile: after each so many others have their turn. */
const MEMBERS_A_TURN = 20;
/** How many months a trend goes back. */
const TREND_MONTHS = 12;
/** Under which system of external ids the board's officer numbers are looked for. */
const BOARD_ID_SYSTEM = 'board';

/** All that a packet is made of. Nothing else is read for it, and no transaction is open while its files are written. */
export interface Evidence {
  summary: PacketSummary;
  /** Canonical JSON of `OfficerEvidence[]`, a volume each: text takes a small part of the memory of objects. */
  volumes: Buffer[];
  /** How each officer stands, in the order of the volumes. */
  matrix: MatrixRow[];
  /** SHA-256 of the canonical JSON of the summary, which has those of the volumes in it; hex. */
  digest: string;
}

export type MatrixRow = Pick<OfficerEvidence, 'familyName' | 'givenName' | 'badgeNumber' | 'boardId' | 'orgUnit'> & {
  standings: { code: string; status: ComplianceStatus; dueOn: string | null; missing: string[] }[];
};

/** @param tell how many officers have been worked through, of how many */
export async function gatherEvidence(
  tx: TenantTx,
  actor: Actor,
  asked: PacketSelection,
  tell: (done: number, total: number) => Promise<void>,
): Promise<Evidence> {
  const reach = actor.reach('export:write');
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const adoptions = asked.presentationId === null ? await adoptionsFor(tx, asked) : [];
  const evidence: Evidence = {
    summary: await summaryOf(tx, reach, asked, agency),
    volumes: [],
    matrix: [],
    digest: '',
  };
  const { summary } = evidence;
  const members = { ...asked, memberIds: asked.memberId === null ? null : [asked.memberId] };
  if (asked.presentationId === null) {
    const selection = { ...members, boardIdSystem: BOARD_ID_SYSTEM };
    const total = await countMembers(tx, reach, selection);
    for await (const page of pagesOfMembers(tx, reach, selection, OFFICERS_A_VOLUME)) {
      await addVolume(tx, reach, evidence, page, { agency, adoptions, asOf: asked.asOf, tell, total });
    }
    summary.officers = evidence.matrix.length;
  }
  if (asked.memberId !== null) {
    const [officer] = evidence.matrix;
    if (!officer) throw new Error('the officer of the packet is gone');
    summary.title = `${officer.givenName} ${officer.familyName}`;
  }
  for (const adoption of adoptions) summary.mandates.push(await mandateTold(tx, actor, adoption, asked, evidence));
  evidence.digest = digestOf(summary);
  return evidence;
}

async function adoptionsFor(tx: TenantTx, { mandateCode, asOf }: PacketSelection): Promise<AdoptedMandate[]> {
  const adoptions: AdoptedMandate[] = [];
  for (const code of mandateCode === null ? await adoptedCodes(tx) : [mandateCode]) {
    const adoption = await adoptionInForce(tx, code, asOf);
    if (adoption) adoptions.push(adoption);
  }
  return adoptions;
}

async function summaryOf(
  tx: TenantTx,
  reach: PacketReach,
  asked: PacketSelection,
  { name, timezone }: Agency,
): Promise<PacketSummary> {
  const presentation =
    asked.presentationId === null ? null : await presentationEvidence(tx, reach, asked.presentationId);
  if (asked.presentationId !== null && !presentation) throw new Error('the presentation of the packet is gone');
  return {
    agency: { name, timezone },
    subject: presentation ? 'PRESENTATION' : asked.memberId === null ? 'MANDATE' : 'MEMBER',
    title: presentation ? presentation.courseTitle : (asked.mandateCode ?? ''),
    orgUnit: asked.orgUnitId === null ? null : await unitName(tx, asked.orgUnitId),
    asOf: asked.asOf,
    readAt: (await readAt(tx)).toISOString(),
    mandates: [],
    presentation,
    officers: presentation?.roster.length ?? 0,
    volumes: [],
  };
}

interface Volume {
  agency: Agency;
  adoptions: readonly AdoptedMandate[];
  asOf: string;
  total: number;
  tell: (done: number, total: number) => Promise<void>;
}

async function addVolume(
  tx: TenantTx,
  reach: PacketReach,
  { summary, volumes, matrix }: Evidence,
  members: readonly ExportedMember[],
  { tell, total, ...asked }: Volume,
): Promise<void> {
  const officers: OfficerEvidence[] = [];
  for (let from = 0; from < members.length; from += MEMBERS_A_TURN) {
    officers.push(...(await officerEvidence(tx, reach, members.slice(from, from + MEMBERS_A_TURN), asked)));
    await setImmediate();
    await tell(matrix.length + officers.length, total);
  }
  const bytes = Buffer.from(canonicalJson(officers));
  volumes.push(bytes);
  const nameAt = (at: number): string => `${officers.at(at)!.familyName}, ${officers.at(at)!.givenName}`;
  summary.volumes.push({
    officers: officers.length,
    first: nameAt(0),
    last: nameAt(-1),
    digest: createHash('sha256').update(bytes).digest('hex'),
  });
  for (const { familyName, givenName, badgeNumber, boardId, orgUnit, standings } of officers) {
    matrix.push({
      ...{ familyName, givenName, badgeNumber, boardId, orgUnit },
      standings: standings.map(({ code, status, dueOn, missing }) => ({ code, status, dueOn, missing })),
    });
  }
}

async function mandateTold(
  tx: TenantTx,
  actor: Actor,
  { code, version, digest, mandate, policy }: AdoptedMandate,
  asked: PacketSelection,
  { matrix }: Evidence,
): Promise<PacketSummary['mandates'][number]> {
  const counts: Partial<Record<ComplianceStatus, number>> = {};
  for (const { standings } of matrix) {
    const status = standings.find((each) => each.code === code)?.status;
    if (status) counts[status] = (counts[status] ?? 0) + 1;
  }
  return {
    ...{ code, version, digest, policy, counts },
    title: mandate.title,
    authority: mandate.authority,
    citation: mandate.citations,
    verifiedOn: mandate.verifiedOn,
    trend: asked.mandateCode === null ? [] : await trendOf(tx, actor, code, asked),
  };
}

/** How many stood how at the ends of the months before, by what is stored of those days. */
async function trendOf(
  tx: TenantTx,
  actor: Actor,
  code: string,
  { orgUnitId, asOf }: PacketSelection,
): Promise<TrendPoint[]> {
  const days = monthEndsUpTo(asOf, TREND_MONTHS);
  const filter = { orgUnitId, cohortId: null, role: null, mandateCodes: [code] };
  const rows = await countsOnDays(tx, actor.reach('compliance:read'), filter, { asOf, knownAt: null }, days);
  return days.map((day, at) => {
    const counts: TrendPoint['counts'] = {};
    for (const { status, from, to, members } of rows) {
      if (from <= at && at < to) counts[status] = (counts[status] ?? 0) + members;
    }
    return { day, counts };
  });
}
