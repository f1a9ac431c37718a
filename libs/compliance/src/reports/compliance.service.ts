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
import { membersInService, visibleMembers, type MemberPosition, type ReportedMember } from './members.queries.js';

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
  /** One more than the page holds tells that there is a next page. */
  rows: MemberCompliance[];
}

interface Asked {
  mandateCode: string;
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
}

/** Judging is quick, and nobody else is served meanwhile: after this many members others have their turn. */
const MEMBERS_PER_TURN = 50;

/** How members stand under adopted mandates, worked out from what is on record now. */
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
   * Every member in service and in reach, counted by status, and one page of those with the wanted status. The number of statements does not
   * depend on the number of members.
   * @returns null when the agency has adopted no version of the mandate in force on the day
   */
  agency(
    actor: Actor,
    asked: Asked & { status: ComplianceStatus | null; after: MemberPosition | null; limit: number },
  ): Promise<AgencyCompliance | null> {
    return this.db.read(actor, async (tx) => {
      const question = await this.question(tx, asked);
      if (!question) return null;
      const members = await membersInService(tx, actor.reach('compliance:read'), asked.after);
      const ids = members.map((member) => member.id);
      const records = await recordsOfMembers(tx, ids, question.adoption.code, question.asOf);
      const counts = new Map<ComplianceStatus, number>();
      const rows: MemberCompliance[] = [];
      for (const [index, member] of members.entries()) {
        if (index % MEMBERS_PER_TURN === MEMBERS_PER_TURN - 1) await setImmediate();
        const own = records.get(member.id)!;
        const { status } = judge(inputOf(question, own), question.adoption.mandate, question.asOf).judgement;
        counts.set(status, (counts.get(status) ?? 0) + 1);
        const wanted = member.onPage && (asked.status === null || asked.status === status);
        if (wanted && rows.length < asked.limit) rows.push(answer(question, member, own));
      }
      return { ...question, counts, rows };
    });
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
