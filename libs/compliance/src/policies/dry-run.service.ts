import { setImmediate } from 'node:timers/promises';
import { agencyProfile, type Agency } from '#agencies';
import { Injectable } from '@nestjs/common';
import { notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { adoptableMandate } from '../adoptions/adoptable-mandate.js';
import { adoptionsOf, type AdoptedMandate } from '../adoptions/adopted-mandates.queries.js';
import { checkDate, policyFor, type EnteredPolicy } from '../adoptions/adoption-policy.js';
import { compareStandings, type StandingChange } from '../evaluation-changes/compare-standings.js';
import { memberStanding, type MemberStanding } from '../evaluation-changes/member-standing.js';
import type { ComplianceStatus, EvaluationProblem } from '../evaluation/evaluation.js';
import { judge } from '../evaluation/judge.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import type { MandateVersion } from '../mandates/mandate.js';
import { readMandate } from '../mandates/read-mandate-pack.js';
import { evaluationInput, type MemberRecords } from '../reports/evaluation-input.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import type { MemberPosition, ReportedMember } from '../reports/members.queries.js';
import { adoptionSegments, type AdoptionSegment } from '../standings/adoption-segments.js';
import { rangeOf, timelineSegments, type DatedAdoption } from '../standings/timeline-segments.js';
import { agencyMandateById } from './agency-mandates.queries.js';
import { membersToTry, orgUnitExists, type TriedMember } from './dry-run.queries.js';

/** Which text is tried: a version that the agency wrote, a draft too, or one that could be adopted. */
export type TriedText = { agencyMandateId: string } | { code: string; version: string };

export interface DryRunQuestion {
  text: TriedText;
  policy: EnteredPolicy;
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
  /** Only who is in this org unit or below it; null: all in reach. */
  orgUnitId: string | null;
  after: MemberPosition | null;
  limit: number;
}

export interface DryRunChange extends StandingChange {
  member: ReportedMember;
}

export interface DryRun {
  mandate: MandateVersion;
  asOf: LocalDate;
  evaluatedAt: Date;
  members: number;
  changed: number;
  lapsing: number;
  before: Map<ComplianceStatus, number>;
  after: Map<ComplianceStatus, number>;
  /** Data without which some members cannot be judged, and how many lack it. */
  problems: (EvaluationProblem & { members: number })[];
  /** Of the changed members, those after the position; one more than the page holds tells that there is a next page. */
  rows: DryRunChange[];
}

/** What is answered within an operation's time, with others served meanwhile. */
export const MOST_MEMBERS = 2_000;
/** So many members' records are held at once. */
const MEMBERS_AT_ONCE = 100;
/** Above every id that a clock makes: the tried adoption is the latest. */
const LATEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Shows what adopting a mandate version would change, and changes nothing. */
@Injectable()
export class DryRunService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Judges every member in reach under what is in force and as if the version had been adopted now, in one snapshot.
   * @throws UserError NOT_FOUND for the text or the org unit, INVALID for the policy, TOO_LARGE above 2,000 members
   */
  try(actor: Actor, asked: DryRunQuestion): Promise<DryRun> {
    if (asked.asOf !== null) checkDate(asked.asOf, 'input.asOf');
    const reach = actor.reach('compliance:read');
    return this.db.read(actor, async (tx) => {
      const agency = await agencyProfile(tx);
      if (!agency) throw notFound(null, 'agency');
      const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
      const evaluatedAt = clock!.at;
      const asOf = asked.asOf ?? localDateOf(evaluatedAt, agency.timezone);
      const { body, digest } = await triedText(tx, actor, asked.text);
      const read = readMandate(body);
      if ('problems' in read) throw new UserError('INVALID', 'input', `it cannot be read: ${read.problems.join('; ')}`);
      const { mandate } = read;
      const { code, version } = mandate;
      const policy = policyFor(mandate, asked.policy);
      const tried = { id: LATEST_ID, code, version, digest, mandate, policy, adoptedAt: evaluatedAt };
      if (asked.orgUnitId !== null && !(await orgUnitExists(tx, asked.orgUnitId))) {
        throw notFound('input.orgUnitId', 'org unit');
      }
      const members = await membersToTry(tx, reach, asked.orgUnitId, {
        after: asked.after,
        limit: MOST_MEMBERS + 1,
      });
      if (members.length > MOST_MEMBERS) {
        const message = `a dry run is of at most ${MOST_MEMBERS} members: name an org unit`;
        throw new UserError('TOO_LARGE', 'input.orgUnitId', message);
      }
      const adopted = await adoptionsOf(tx, code);
      const assumed = {
        agency,
        tried,
        now: segmentsFrom(asOf, adopted, agency),
        then: segmentsFrom(asOf, [...adopted, tried], agency),
      };
      const run: DryRun = { ...emptyRun(mandate), asOf, evaluatedAt, members: members.length };
      for (let at = 0; at < members.length; at += MEMBERS_AT_ONCE) {
        const some = members.slice(at, at + MEMBERS_AT_ONCE);
        const records = await recordsOfMembers(
          tx,
          some.map(({ id }) => id),
          code,
          asOf,
        );
        await addTo(run, some, records, assumed, asked.limit);
      }
      return run;
    });
  }
}

type Segment = AdoptionSegment<DatedAdoption>;

/** What is in force on which days. */
interface Assumptions {
  agency: Agency;
  tried: AdoptedMandate;
  /** As it is. */
  now: Segment[];
  /** As it would be. */
  then: Segment[];
}

async function triedText(tx: TenantTx, actor: Actor, text: TriedText): Promise<{ body: object; digest: string }> {
  if ('agencyMandateId' in text) {
    const own = await agencyMandateById(tx, actor.reach('compliance:read'), text.agencyMandateId);
    if (!own) throw notFound('input.agencyMandateId', 'mandate of the agency');
    return own;
  }
  const found = await adoptableMandate(tx, text.code, text.version);
  if (!found) throw notFound('input.code', 'mandate of this code and version');
  return found;
}

/** Judges some members and adds what came of it. */
async function addTo(
  run: DryRun,
  members: readonly TriedMember[],
  records: ReadonlyMap<string, MemberRecords>,
  assumed: Assumptions,
  limit: number,
): Promise<void> {
  const now: MemberStanding[] = [];
  const then: MemberStanding[] = [];
  const { agency, tried } = assumed;
  const standingUnder = (segments: Segment[], own: MemberRecords, memberId: string): MemberStanding[] => {
    const judged = timelineSegments(segments, own, agency);
    const standing = memberStanding({ memberId, mandateCode: tried.code }, judged, run.asOf);
    return standing ? [standing] : [];
  };
  for (const { id } of members) {
    // Nobody else is served while a member is judged.
    await setImmediate();
    const own = records.get(id)!;
    now.push(...standingUnder(assumed.now, own, id));
    then.push(...standingUnder(assumed.then, own, id));
    const { problems } = judge(evaluationInput(own, agency, tried.policy), tried.mandate, run.asOf).judgement;
    problems.forEach((problem) => addProblem(run, problem));
  }
  const { before, after, changes } = compareStandings(now, then);
  addCounts(run.before, before);
  addCounts(run.after, after);
  run.changed += changes.length;
  run.lapsing += changes.filter(({ lapse }) => lapse === 'LAPSES').length;
  const byId = new Map(changes.map((change) => [change.memberId, change]));
  for (const member of members) {
    const change = byId.get(member.id);
    if (change && member.onPage && run.rows.length < limit) run.rows.push({ ...change, member });
  }
}

/** From the day asked about on: a report of a day before anything was stored judges too. */
const segmentsFrom = (asOf: LocalDate, adoptions: AdoptedMandate[], agency: Agency): Segment[] =>
  adoptionSegments(adoptions.map((each) => ({ ...rangeOf(each, agency), storedFrom: asOf })));

const emptyRun = (mandate: MandateVersion): Omit<DryRun, 'asOf' | 'evaluatedAt' | 'members'> => ({
  mandate,
  changed: 0,
  lapsing: 0,
  before: new Map(),
  after: new Map(),
  problems: [],
  rows: [],
});

function addCounts(to: Map<ComplianceStatus, number>, counts: ReadonlyMap<ComplianceStatus, number>): void {
  for (const [status, count] of counts) to.set(status, (to.get(status) ?? 0) + count);
}

function addProblem(run: DryRun, { code, name }: EvaluationProblem): void {
  const known = run.problems.find((each) => each.code === code && each.name === name);
  if (known) known.members += 1;
  else run.problems.push({ code, name, members: 1 });
}
