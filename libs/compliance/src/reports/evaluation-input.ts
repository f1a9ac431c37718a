import type { Agency, MemberFact } from '#agencies';
import { HOURS_ALONE, type LedgerRow } from '#trainees';
import { standingEntries } from '../allocations/allocation.js';
import type { AllocationRow } from '../allocations/allocations.queries.js';
import { everHeld } from '../consequences/consequence.js';
import type { ConsequenceRow } from '../consequences/consequences.queries.js';
import type {
  Allocation,
  CompliancePolicy,
  Credit,
  EvaluationInput,
  LedgerEntry,
  RosterStatus,
} from '../evaluation/input.js';
import type { ExemptionRow } from '../exemptions/exemptions.queries.js';
import type { PlannedRow } from './planned-classes.queries.js';

/** What is on record about one member, as it was read. */
export interface MemberRecords {
  facts: readonly MemberFact[];
  ledger: readonly LedgerRow[];
  planned: readonly PlannedRow[];
  exemptions: readonly ExemptionRow[];
  consequences: readonly ConsequenceRow[];
  /** Those that were not released. */
  allocations: readonly AllocationRow[];
}

/** The records of a member as the evaluation wants them. Pure. */
export function evaluationInput(
  records: MemberRecords,
  agency: Pick<Agency, 'name' | 'timezone'>,
  policy: CompliancePolicy,
): EvaluationInput {
  const ledger = new Map(records.ledger.map((row) => [row.id, row]));
  return {
    facts: records.facts.map(({ fact, value, validFrom, validTo }) => ({ fact, value, from: validFrom, to: validTo })),
    entries: records.ledger.map((row) => entryOf(row, ledger)),
    planned: records.planned.map((row) => ({
      ...classOf({ ...row, ...HOURS_ALONE }),
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
    consequences: records.consequences
      .filter(everHeld)
      .map(({ on, recordedOn, endedOn }) => ({ on, recordedOn, endedOn })),
    allocations: allocationsOf(records),
  };
}

/** What is allocated is what stands in the ledger: an entry that was corrected stays allocated as its last correction. */
function allocationsOf({ allocations, ledger }: MemberRecords): Allocation[] {
  if (allocations.length === 0) return [];
  const standing = standingEntries(ledger);
  return allocations.map(({ recordId, purpose }) => ({ entryId: standing(recordId), to: purpose }));
}

function entryOf(row: LedgerRow, ledger: ReadonlyMap<string, LedgerRow>): LedgerEntry {
  return {
    ...classOf(row),
    id: row.id,
    date: row.completedOn,
    provider: row.provider,
    score: row.score,
    rosterStatus: rosterStatusOf(row, ledger),
    corrects: row.correctsId,
  };
}

/**
 * A correction without a class of its own rests on what it corrects, over however many corrections; what no roster and no
 * second person vouches for earns nothing.
 */
function rosterStatusOf(row: LedgerRow, ledger: ReadonlyMap<string, LedgerRow>): RosterStatus {
  const seen = new Set<string>();
  for (let each: LedgerRow | undefined = row; each && !seen.has(each.id); each = ledger.get(each.correctsId ?? '')) {
    if (each.rosterState) return each.rosterState;
    seen.add(each.id);
  }
  return 'DRAFT';
}

function classOf(
  row: Pick<
    LedgerRow,
    'categories' | 'courseCode' | 'hours' | 'delivery' | 'collegeCredit' | 'test' | 'credential' | 'capacity'
  >,
): Omit<Credit, 'id' | 'date' | 'provider'> {
  return {
    categories: row.categories,
    course: row.courseCode,
    // A course version lists its topics among its categories.
    topics: row.categories,
    // Credit is converted by the mandate: its 0 hours are no hours of the course's.
    hours: row.collegeCredit ? null : row.hours,
    collegeCredit: row.collegeCredit,
    delivery: row.delivery,
    test: row.test,
    credential: row.credential,
    capacity: row.capacity,
  };
}

/** A decision for one day is that day; the others are ranges, both days inclusive. */
function exemptionOf({ code, validFrom, validTo }: ExemptionRow): EvaluationInput['exemptions'][number] {
  return validFrom === validTo
    ? { code, on: validFrom, from: null, to: validTo }
    : { code, on: null, from: validFrom, to: validTo };
}
