import { setImmediate } from 'node:timers/promises';
import { agencyProfile, type Agency } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor, type TenantTx } from '#platform';
import type { LedgerRow } from '#trainees';
import { adoptionInForce, type AdoptedMandate } from '../adoptions/adopted-mandates.queries.js';
import { checkDate } from '../adoptions/adoption-policy.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { ComplianceStatus, Evaluation } from '../evaluation/evaluation.js';
import type { EvaluationInput } from '../evaluation/input.js';
import { judge } from '../evaluation/judge.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { evaluationInput, type MemberRecords } from './evaluation-input.js';
import { recordsOfMembers } from './member-records.queries.js';
import { freshness } from '../standings/freshness.queries.js';
import { isStored, storedCounts, storedPage, unsettledMembers } from '../standings/report-page.queries.js';
import { visibleMembers, type MemberPosition, type ReportedMember } from './members.queries.js';

/** What is judged: a mandate as adopted, on a local date; and how fresh the records were. */
export interface Question {
  adoption: AdoptedMandate;
  agency: Agency;
  asOf: LocalDate;
  /** When the records were read. */
  evaluatedAt: Date;
}

/** How one member stands, with the ledger that it was judged by. */
export interface MemberCompliance extends Question {
  member: ReportedMember;
  evaluation: Evaluation;
  ledger: readonly LedgerRow[];
}

export interface AgencyCompliance extends Question {
  counts: Map<ComplianceStatus, number>;
  /** What was recorded before this instant is in the counts. */
  upToDateAt: Date;
  /** Members about whom something was recorded that is not in the counts yet. */
  waiting: number;
  /** One more than the page holds tells that there is a next page. */
  rows: MemberCompliance[];
}

interface Asked {
  mandateCode: string;
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
}

/** Of so many the store need not say how they stand: they are judged for the answer. */
const MOST_JUDGED = 200;

/** Judging is quick, and nobody else is served meanwhile: after this many members others have their turn. */
const MEMBERS_PER_TURN = 50;

/** How members stand under adopted mandates: one by one worked out from what is on record now, an agency from what is stored. */
@Injectable()
export class ComplianceService {
  constructor(private readonly db: TenantDb) {}

  /** null when the actor may not see the member, or the agency has adopted no version in force on the day. */
  member(actor: Actor, asked: Asked & { memberId: string }): Promise<MemberCompliance | null> {
    return this.db.read(actor, async (tx) => {
      const question = await this.question(tx, asked);
      const [member] = await visibleMembers(tx, actor.reach('compliance:read'), [asked.memberId]);
      if (!question || !member) return null;
      const records = await recordsOfMembers(tx, [member.id], question.adoption.code, question.asOf);
      return answer(question, member, records.get(member.id)!);
    });
  }

  /**
   * Every member in service and in reach, counted by status, and one page of those with the wanted status. Counts and page are those
   * that are stored; the few of whom something was recorded since are judged now. The number of statements does not depend on the
   * number of members.
   * @returns null when the agency has adopted no version of the mandate in force on the day
   */
  agency(
    actor: Actor,
    asked: Asked & { status: ComplianceStatus | null; after: MemberPosition | null; limit: number },
  ): Promise<AgencyCompliance | null> {
    return this.db.read(actor, async (tx) => {
      const question = await this.question(tx, asked);
      if (!question) return null;
      const reach = actor.reach('compliance:read');
      const { adoption, asOf } = question;
      const day = { mandateCode: adoption.code, asOf };
      const stored = await isStored(tx, question.agency, day);
      const unsettled = await unsettledMembers(tx, reach, day, stored ? MOST_JUDGED + 1 : null);
      const judgedNow = !stored || unsettled.length <= MOST_JUDGED;
      const statuses = await this.judged(tx, question, judgedNow ? unsettled : []);
      const counts = await storedCounts(tx, reach, day, [...statuses.keys()]);
      for (const status of statuses.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
      const having = (wanted: boolean) =>
        [...statuses].filter(([, status]) => (status === asked.status) === wanted).map(([id]) => id);
      const judged = { wanted: having(true), unwanted: having(false) };
      const members = await storedPage(tx, reach, day, { ...asked, judged });
      const ids = members.map((member) => member.id);
      const records = await recordsOfMembers(tx, ids, adoption.code, asOf);
      const rows = members.map((member) => answer(question, member, records.get(member.id)!));
      const fresh = await freshness(tx, adoption.code);
      const behind = { upToDateAt: fresh.upToDateAt, waiting: Math.max(fresh.waiting, unsettled.length) };
      return { ...question, counts, rows, ...(judgedNow ? { upToDateAt: question.evaluatedAt, waiting: 0 } : behind) };
    });
  }

  /** How these members stand by what is on record now. */
  private async judged(tx: TenantTx, question: Question, ids: string[]): Promise<Map<string, ComplianceStatus>> {
    const { adoption, asOf } = question;
    const records = await recordsOfMembers(tx, ids, adoption.code, asOf);
    const statuses = new Map<string, ComplianceStatus>();
    for (const [index, id] of ids.entries()) {
      if (index % MEMBERS_PER_TURN === MEMBERS_PER_TURN - 1) await setImmediate();
      const { status } = judge(inputOf(question, records.get(id)!), adoption.mandate, asOf).judgement;
      statuses.set(id, status);
    }
    return statuses;
  }

  private async question(tx: TenantTx, { mandateCode, asOf }: Asked): Promise<Question | null> {
    if (asOf !== null) checkDate(asOf, 'asOf');
    const agency = await agencyProfile(tx);
    if (!agency) return null;
    const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
    const evaluatedAt = clock!.at;
    const day = asOf ?? localDateOf(evaluatedAt, agency.timezone);
    const adoption = await adoptionInForce(tx, mandateCode, day);
    return adoption && { adoption, agency, asOf: day, evaluatedAt };
  }
}

const inputOf = ({ agency, adoption }: Question, records: MemberRecords): EvaluationInput =>
  evaluationInput(records, agency, adoption.policy);

function answer(question: Question, member: ReportedMember, records: MemberRecords): MemberCompliance {
  const evaluation = evaluate(inputOf(question, records), question.adoption.mandate, question.asOf);
  return { ...question, member, evaluation, ledger: records.ledger };
}
