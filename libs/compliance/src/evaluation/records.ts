import type { MandateVersion } from '../mandates/mandate.js';
import type { Period } from '../mandates/period.js';
import type { Requirement } from '../mandates/requirement.js';
import type { ExclusionReason } from './evaluation.js';
import type { EvaluationInput } from './input.js';
import { liveLedger } from './ledger.js';
import type { LocalDate } from './local-date.js';
import type { CreditableClass } from './matching.js';

/** The requirements that share a period. */
export interface Track {
  period: Period;
  requirements: Requirement[];
}

/** What of an input and a mandate is the same on every day that is judged: made once, used for each of them. */
export interface JudgedRecords {
  /** The mandate's own period first, then each requirement with one of its own. */
  tracks: Track[];
  /** The ledger after corrections, in date order, then by id. */
  classes: CreditableClass[];
  /** Planned classes as attended and passed, in date order. */
  planned: CreditableClass[];
  excluded: Map<string, ExclusionReason>;
  /** Days on which sets of a track were completed, on approved rosters and with undecided ones. */
  completions: Map<Requirement[], { approved: LocalDate[]; pending: LocalDate[] }>;
}

export function recordsOf(input: EvaluationInput, mandate: MandateVersion): JudgedRecords {
  const ledger = liveLedger(input.entries);
  return {
    tracks: tracksOf(mandate),
    classes: ledger.live.map((entry) => ({
      ...entry,
      standing: entry.rosterStatus === 'APPROVED' ? 'APPROVED' : 'PENDING',
    })),
    planned: input.planned
      .map((each): CreditableClass => ({
        ...each,
        score: 100,
        test: each.test && { ...each.test, passed: true },
        standing: 'PLANNED',
      }))
      .sort(byDateThenId),
    excluded: ledger.excluded,
    completions: new Map(),
  };
}

export function byDateThenId(a: CreditableClass, b: CreditableClass): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function tracksOf(mandate: MandateVersion): Track[] {
  const shared = mandate.requirements.filter((each) => !each.period);
  const own = mandate.requirements.filter((each) => each.period);
  return [
    ...(mandate.period && shared.length > 0 ? [{ period: mandate.period, requirements: shared }] : []),
    ...own.map((each) => ({ period: each.period!, requirements: [each] })),
  ];
}
