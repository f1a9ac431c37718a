import type { RubricContent } from './rubric-content.js';
import type { Rise } from './version-number.js';

export type ChangeKind = 'ADDED' | 'REMOVED' | 'CHANGED';

/** The parts of a rubric that have codes. */
export const CODED_PARTS = ['competencies', 'outcomeBands', 'penalties', 'criticalFails'] as const;
export type CodedPart = (typeof CODED_PARTS)[number];

/** What stands at a place: a number or text, the codes of a part in their order, or all that is written of one code, by name. */
export type RubricValue = string | number | readonly string[] | Readonly<Record<string, string | number>>;

export interface RubricChange {
  kind: ChangeKind;
  /** By code, which stays, not by place: `competencies[ACTIVE_LISTENING].anchors.level3`. */
  path: string;
  /** Null where it was not there. */
  before: RubricValue | null;
  /** Null where it is not there any more. */
  after: RubricValue | null;
  /** Which number of the version must rise for it. */
  rise: Rise;
}

/** What a change means for grades by the two versions. */
export type Comparability = 'COMPARABLE' | 'WITH_CARE' | 'NOT_COMPARABLE';

export type Facts = ReadonlyMap<string, string | number>;

/** A rubric's content as facts by path, each part's codes apart: two contents are equal exactly where these are. */
export interface RubricFacts {
  alone: Facts;
  parts: Record<CodedPart, ReadonlyMap<string, Facts>>;
}

/** Reworded anchors ask graders for something else, so levels may shift. */
const MINOR_FACTS = /^(anchors\.level\d|text)$/;
/** Tells readers where something comes from, and no grader what to do. */
const PATCH_FACTS = new Set(['note', 'formula', 'scaleReason', 'source']);

const riseOf = (name: string): Rise => (MINOR_FACTS.test(name) ? 'MINOR' : PATCH_FACTS.has(name) ? 'PATCH' : 'MAJOR');

export function factsOf(content: RubricContent): RubricFacts {
  const { purpose, shares, pass, note, formula, scaleReason } = content;
  const alone = facts({
    purpose,
    'shares.process': shares.process,
    'shares.outcome': shares.outcome,
    // That there is a rule is a fact of its own: a draft's may have no numbers yet.
    pass: pass && 'a rule',
    'pass.finalAtLeast': pass?.finalAtLeast,
    'pass.everyLevelAtLeast': pass?.everyLevelAtLeast,
    note,
    formula,
    scaleReason,
  });
  const { competencies, outcomeBands, penalties, criticalFails } = content;
  return {
    alone,
    parts: {
      competencies: byCode(competencies, ({ title, weight, source, anchors }) => ({
        title,
        weight,
        source,
        'anchors.level0': anchors.level0,
        'anchors.level1': anchors.level1,
        'anchors.level3': anchors.level3,
        'anchors.level5': anchors.level5,
      })),
      outcomeBands: byCode(outcomeBands, ({ min, max }) => ({ min, max })),
      penalties: byCode(penalties, ({ title, points }) => ({ title, points })),
      criticalFails: byCode(criticalFails, ({ title, text }) => ({ title, text })),
    },
  };
}

/**
 * What differs between two contents. Codes are what they are told by, so what a draft has twice counts once, as its last.
 * @returns nothing exactly where the contents are equal; of the rubric as a whole first, then part by part
 */
export function diffRubrics(from: RubricContent, to: RubricContent): RubricChange[] {
  const [before, after] = [factsOf(from), factsOf(to)];
  return [
    ...changedFacts(before.alone, after.alone, (name) => name),
    ...CODED_PARTS.flatMap((part) => changedPart(part, before.parts[part], after.parts[part])),
  ];
}

/** What grades by two versions with these changes between them say of each other. */
export function comparability(changes: readonly RubricChange[]): Comparability {
  if (changes.some(({ rise }) => rise === 'MAJOR')) return 'NOT_COMPARABLE';
  return changes.some(({ rise }) => rise === 'MINOR') ? 'WITH_CARE' : 'COMPARABLE';
}

function changedPart(
  part: CodedPart,
  before: ReadonlyMap<string, Facts>,
  after: ReadonlyMap<string, Facts>,
): RubricChange[] {
  const changes: RubricChange[] = [];
  for (const [code, was] of before) {
    const path = `${part}[${code}]`;
    const is = after.get(code);
    if (is) changes.push(...changedFacts(was, is, (name) => `${path}.${name}`));
    else changes.push({ kind: 'REMOVED', path, before: Object.fromEntries(was), after: null, rise: 'MAJOR' });
  }
  for (const [code, is] of after) {
    if (before.has(code)) continue;
    const path = `${part}[${code}]`;
    changes.push({ kind: 'ADDED', path, before: null, after: Object.fromEntries(is), rise: 'MAJOR' });
  }
  // Where what stayed keeps its order and what is new stands at the end, there is nothing more to tell.
  const expected = [
    ...[...before.keys()].filter((code) => after.has(code)),
    ...[...after.keys()].filter((code) => !before.has(code)),
  ];
  const order = [...after.keys()];
  if (order.some((code, index) => code !== expected[index])) {
    changes.push({ kind: 'CHANGED', path: part, before: [...before.keys()], after: order, rise: 'PATCH' });
  }
  return changes;
}

function changedFacts(before: Facts, after: Facts, pathOf: (name: string) => string): RubricChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name): RubricChange[] => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    if (was === is) return [];
    const kind = was === null ? 'ADDED' : is === null ? 'REMOVED' : 'CHANGED';
    return [{ kind, path: pathOf(name), before: was, after: is, rise: riseOf(name) }];
  });
}

function byCode<Item extends { code: string }>(
  items: readonly Item[],
  named: (item: Item) => Record<string, string | number | null>,
): Map<string, Facts> {
  return new Map(items.map((item) => [item.code, facts(named(item))]));
}

const facts = (named: Record<string, string | number | null | undefined>): Map<string, string | number> =>
  new Map(Object.entries(named).filter((entry): entry is [string, string | number] => entry[1] != null));
