import { readFileSync } from 'node:fs';
import type { Evaluation } from '../src/evaluation/evaluation.js';
import type { EvaluationInput, Exemption, LedgerEntry, PlannedClass, RosterStatus } from '../src/evaluation/input.js';
import { type MandateVersion, mandateVersionSchema } from '../src/mandates/mandate.js';

/**
 * Fourteen member histories, one per mandate, whose answers were worked out by hand. Their conventions, in short: dates are local
 * dates of the timezone; ranges include both ends; an absent field means none; `category` is one code or a list, and the full hours
 * go once to each matching bucket; `earned` lists every applying requirement of the window begun by then, on approved rosters and
 * uncapped (a course, event or credential is 1 or 0); `missing` is what is short on approved rosters; `excluded` has one reason for
 * each entry that earns nothing; `nextChangeOn` assumes that nothing new is recorded. The order of lists is free.
 */
export interface WorkedHistory {
  id: string;
  mandate: string;
  timezone: string;
  asOf: string;
  facts: { fact: string; value: string; from: string; to?: string | null }[];
  entries: HistoryClass[];
  exemptions: Partial<Exemption>[];
  waivers: { from: string; to?: string | null }[];
  planned: HistoryClass[];
  policy: {
    warnDays: number;
    graceDays: number;
    trackedFrom: string;
    anchor?: string;
    cohorts?: { initials: string; from: string }[];
  };
  expect: Expected;
  why: string;
}

export interface HistoryClass {
  id: string;
  date: string;
  category?: string | string[];
  course?: string;
  topics?: string[];
  credential?: string;
  validTo?: string;
  hours?: number | null;
  credit?: { unit: string; amount: number };
  delivery?: string;
  provider?: string;
  capacity?: 'STUDENT' | 'INSTRUCTOR';
  score?: number | null;
  rosterStatus?: RosterStatus;
  corrects?: string;
}

interface Expected {
  status: string;
  windowFrom: string | null;
  windowTo: string | null;
  dueOn: string | null;
  earned: Record<string, number>;
  missing: { node: string; short: number }[];
  excluded: { entry: string; reason: string }[];
  nextChangeOn: string | null;
  nextStatus: string | null;
}

export function workedHistories(): WorkedHistory[] {
  const text = readFileSync(new URL('./worked-histories.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { histories: WorkedHistory[] }).histories;
}

export function packedMandate(code: string): MandateVersion {
  const text = readFileSync(new URL(`../../../packs/mandates/${code}.json`, import.meta.url), 'utf8');
  return mandateVersionSchema.parse(JSON.parse(text));
}

export function inputOf(history: Omit<WorkedHistory, 'id' | 'mandate' | 'asOf' | 'expect' | 'why'>): EvaluationInput {
  return {
    timezone: history.timezone,
    facts: history.facts.map((row) => ({ ...row, to: row.to ?? null })),
    entries: history.entries.map((entry) => ledgerEntry(entry)),
    planned: history.planned.map((each) => plannedClass(each)),
    exemptions: history.exemptions.map((each) => ({
      code: each.code!,
      on: each.on ?? null,
      from: each.from ?? null,
      to: each.to ?? null,
    })),
    waivers: history.waivers.map((waiver) => ({ ...waiver, to: waiver.to ?? null })),
    policy: {
      ...history.policy,
      anchor: history.policy.anchor ?? null,
      cohorts: history.policy.cohorts ?? [],
      exemptions: {},
    },
  };
}

export function ledgerEntry(given: HistoryClass): LedgerEntry {
  return {
    ...plannedClass(given),
    score: given.score ?? null,
    rosterStatus: given.rosterStatus ?? 'APPROVED',
    corrects: given.corrects ?? null,
  };
}

export function plannedClass(given: HistoryClass): PlannedClass {
  const { category = [] } = given;
  return {
    id: given.id,
    date: given.date,
    categories: typeof category === 'string' ? [category] : category,
    course: given.course ?? null,
    topics: given.topics ?? [],
    hours: given.hours ?? null,
    collegeCredit: given.credit ?? null,
    delivery: given.delivery ?? null,
    provider: given.provider ?? null,
    test: null,
    credential: given.credential === undefined ? null : { type: given.credential, validTo: given.validTo ?? null },
    capacity: given.capacity ?? 'STUDENT',
  };
}

/** An answer in the words of the histories, lists sorted. */
export function inHistoryWords(evaluation: Evaluation): Expected {
  const leaves = evaluation.nodes.filter((node) => !['ALL', 'ANY', 'N_OF'].includes(node.kind));
  return sorted({
    status: evaluation.status,
    windowFrom: evaluation.windowFrom,
    windowTo: evaluation.windowTo,
    dueOn: evaluation.dueOn,
    earned: Object.fromEntries(leaves.map((node) => [node.id, node.earned])),
    missing: evaluation.missing.map(({ nodeId, short }) => ({ node: nodeId, short })),
    excluded: evaluation.excluded.map(({ entryId, reason }) => ({ entry: entryId, reason })),
    nextChangeOn: evaluation.nextChangeOn,
    nextStatus: evaluation.nextStatus,
  });
}

export function sorted(expected: Expected): Expected {
  return {
    ...expected,
    missing: [...expected.missing].sort((a, b) => (a.node < b.node ? -1 : 1)),
    excluded: [...expected.excluded].sort((a, b) => (a.entry < b.entry ? -1 : 1)),
  };
}
