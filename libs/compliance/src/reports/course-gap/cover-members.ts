import { setImmediate } from 'node:timers/promises';
import type { LedgerEntry } from '../../evaluation/input.js';
import { coverageOf, gainOf, type Coverage, type GapMember, type GapQuestion } from './class-coverage.js';
import { suggestClasses, type SuggestedClass } from './suggest-classes.js';

export interface GapClass {
  id: string;
  /** What it gives, as it will stand in the ledger. */
  entry: LedgerEntry;
  onRoster: ReadonlySet<string>;
  /** How many more it takes; null when nobody said. */
  freeSeats: number | null;
}

export interface CoveredMembers {
  /** In the order of the classes: to whom nothing is missing after it, and to whom less is. */
  reached: { fully: string[]; partly: string[] }[];
  suggested: SuggestedClass[];
  /** To whom nothing is missing once they sat in all that is suggested to them, by the evaluation itself. */
  covered: string[];
}

/** Judging is quick, and nobody else is served meanwhile: after this many members others have their turn. */
const MEMBERS_PER_TURN = 10;

/** Judges each member with each class, suggests a set of classes, and judges whom the set covers. */
export async function coverMembers(
  question: GapQuestion,
  members: readonly GapMember[],
  classes: readonly GapClass[],
): Promise<CoveredMembers> {
  const needs = new Map<string, number>();
  const gains = classes.map(() => new Map<string, number>());
  const reached = classes.map(() => ({ fully: [] as string[], partly: [] as string[] }));
  const judges = new Map<string, (entries: readonly LedgerEntry[]) => Coverage>();
  for (const [index, member] of members.entries()) {
    if (index % MEMBERS_PER_TURN === MEMBERS_PER_TURN - 1) await setImmediate();
    const judgeWith = coverageOf(question, member);
    judges.set(member.id, judgeWith);
    for (const [place, { entry }] of classes.entries()) {
      const coverage = judgeWith([entry]);
      needs.set(member.id, Math.max(needs.get(member.id) ?? 0, coverage.before));
      if (gainOf(coverage) === 0) continue;
      gains[place]!.set(member.id, gainOf(coverage));
      (coverage.after === 0 ? reached[place]!.fully : reached[place]!.partly).push(member.id);
    }
  }
  const suggested = suggestClasses(
    needs,
    classes.map(({ id, onRoster, freeSeats }, place) => ({ id, onRoster, freeSeats, gains: gains[place]! })),
  );
  return { reached, suggested, covered: await coveredBy(suggested, judges, classes) };
}

async function coveredBy(
  suggested: readonly SuggestedClass[],
  judges: ReadonlyMap<string, (entries: readonly LedgerEntry[]) => Coverage>,
  classes: readonly GapClass[],
): Promise<string[]> {
  const entries = new Map(classes.map(({ id, entry }) => [id, entry]));
  const sittings = new Map<string, LedgerEntry[]>();
  for (const { id, memberIds } of suggested) {
    for (const member of memberIds) sittings.set(member, [...(sittings.get(member) ?? []), entries.get(id)!]);
  }
  const covered: string[] = [];
  for (const [index, [member, own]] of [...sittings].entries()) {
    if (index % (MEMBERS_PER_TURN * 10) === 0) await setImmediate();
    if (judges.get(member)!(own).after === 0) covered.push(member);
  }
  return covered;
}
