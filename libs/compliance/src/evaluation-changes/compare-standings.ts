import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { MemberStanding } from './member-standing.js';

/** LAPSES: becomes OVERDUE where it did not, or earlier. RECOVERS: does not become so any more, or later. */
export type LapseChange = 'LAPSES' | 'RECOVERS' | 'SAME';

/** A member whose status, deadline or lapse differs. */
export interface StandingChange {
  memberId: string;
  mandateCode: string;
  /** null: not judged. */
  before: MemberStanding | null;
  /** null: not judged. */
  after: MemberStanding | null;
  lapse: LapseChange;
}

/** What differs between two evaluations of the same members. */
export interface StandingsDifference {
  /** How many members had which status. */
  before: Map<ComplianceStatus, number>;
  after: Map<ComplianceStatus, number>;
  /** In the order of `after`, then those that only `before` has. Equal standings are left out. */
  changes: StandingChange[];
}

/**
 * Compares how members stand under two assumptions: a draft and what is in force, a plan and what would be without it. Pure; each list
 * has a member at most once for each mandate, in any order.
 */
export function compareStandings(
  before: readonly MemberStanding[],
  after: readonly MemberStanding[],
): StandingsDifference {
  const earlier = new Map(before.map((each) => [keyOf(each), each]));
  const judgedAfter = new Set(after.map(keyOf));
  const pairs = [
    ...after.map((each) => [earlier.get(keyOf(each)) ?? null, each] as const),
    ...before.filter((each) => !judgedAfter.has(keyOf(each))).map((each) => [each, null] as const),
  ];
  return {
    before: countsOf(before),
    after: countsOf(after),
    changes: pairs.flatMap(([was, is]) => (same(was, is) ? [] : [changeOf(was, is)])),
  };
}

const keyOf = ({ memberId, mandateCode }: MemberStanding): string => `${memberId} ${mandateCode}`;

const same = (was: MemberStanding | null, is: MemberStanding | null): boolean =>
  was?.status === is?.status && was?.dueOn === is?.dueOn && was?.lapsesOn === is?.lapsesOn;

function changeOf(before: MemberStanding | null, after: MemberStanding | null): StandingChange {
  const { memberId, mandateCode } = (after ?? before)!;
  return {
    memberId,
    mandateCode,
    before,
    after,
    lapse: lapseChange(before?.lapsesOn ?? null, after?.lapsesOn ?? null),
  };
}

function lapseChange(was: string | null, is: string | null): LapseChange {
  if (was === is) return 'SAME';
  return was === null || (is !== null && is < was) ? 'LAPSES' : 'RECOVERS';
}

function countsOf(standings: readonly MemberStanding[]): Map<ComplianceStatus, number> {
  const counts = new Map<ComplianceStatus, number>();
  for (const { status } of standings) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
