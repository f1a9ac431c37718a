import type { Agency, MemberFact } from '#agencies';
import type { LedgerRow } from '#trainees';
import type { CompliancePolicy, Credit, EvaluationInput, LedgerEntry, RosterStatus } from '../evaluation/input.js';
import type { ExemptionRow } from '../exemptions/exemptions.queries.js';
import type { PlannedRow } from './planned-classes.queries.js';

/** What is on record about one member, as it was read. */
export interface MemberRecords {
  facts: readonly MemberFact[];
  ledger: readonly LedgerRow[];
  planned: readonly PlannedRow[];
  exemptions: readonly ExemptionRow[];
}

/** The records of a member as the evaluation wants them. Pure. */
export function evaluationInput(
  records: MemberRecords,
  agency: Pick<Agency, 'name' | 'timezone'>,
  policy: CompliancePolicy,
): EvaluationInput {
  const rosters = new Map(records.ledger.map((row) => [row.id, row.rosterState]));
  return {
    facts: records.facts.map(({ fact, value, validFrom, validTo }) => ({ fact, value, from: validFrom, to: validTo })),
    entries: records.ledger.map((row) => entryOf(row, rosters)),
    planned: records.planned.map((row) => ({
      ...classOf(row),
      id: row.presentationId,
      date: row.date,
      provider: agency.name,
    })),
    exemptions: records.exemptions.filter((row) => row.kind === 'EXEMPTION').map(exemptionOf),
    waivers: records.exemptions
      .filter((row) => row.kind === 'WAIVER')
      .map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo })),
    policy,
    timezone: agency.timezone,
  };
}

function entryOf(row: LedgerRow, rosters: ReadonlyMap<string, RosterStatus | null>): LedgerEntry {
  return {
    ...classOf(row),
    id: row.id,
    date: row.completedOn,
    provider: row.provider,
    score: row.score,
    // A correction without a class of its own rests on the roster of what it corrects; what no roster vouches for earns nothing.
    rosterStatus: row.rosterState ?? rosters.get(row.correctsId ?? '') ?? 'DRAFT',
    corrects: row.correctsId,
  };
}

function classOf(
  row: Pick<LedgerRow, 'categories' | 'courseCode' | 'hours' | 'delivery'>,
): Omit<Credit, 'id' | 'date' | 'provider'> {
  return {
    categories: row.categories,
    course: row.courseCode,
    // A course version lists its topics among its categories.
    topics: row.categories,
    hours: row.hours,
    collegeCredit: null,
    delivery: row.delivery,
    test: null,
    credential: null,
    capacity: 'STUDENT',
  };
}

/** A decision for one day is that day; the others are ranges, both days inclusive. */
function exemptionOf({ code, validFrom, validTo }: ExemptionRow): EvaluationInput['exemptions'][number] {
  return validFrom === validTo
    ? { code, on: validFrom, from: null, to: validTo }
    : { code, on: null, from: validFrom, to: validTo };
}
