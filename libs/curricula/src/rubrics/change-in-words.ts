import type { CodedPart, Comparability, RubricChange, RubricValue } from './rubric-diff.js';

const ONE_OF: Record<CodedPart, string> = {
  competencies: 'competency',
  outcomeBands: 'outcome band',
  penalties: 'penalty',
  criticalFails: 'critical fail',
};

const ORDERED: Record<CodedPart, string> = {
  competencies: 'competencies',
  outcomeBands: 'outcome bands',
  penalties: 'penalties',
  criticalFails: 'critical fails',
};

/** A fact of one code, by its name. */
const FACTS: Readonly<Record<string, { name: string; unit?: string; worded?: boolean }>> = {
  title: { name: 'title' },
  weight: { name: 'weight', unit: ' %' },
  points: { name: 'points' },
  min: { name: 'lowest points' },
  max: { name: 'highest points' },
  source: { name: 'source', worded: true },
  text: { name: 'description', worded: true },
  'anchors.level0': { name: 'anchor of level 0', worded: true },
  'anchors.level1': { name: 'anchor of level 1', worded: true },
  'anchors.level3': { name: 'anchor of level 3', worded: true },
  'anchors.level5': { name: 'anchor of level 5', worded: true },
};

/** A fact of the rubric as a whole. */
const ALONE: Readonly<Record<string, { name: string; unit?: string; worded?: boolean }>> = {
  purpose: { name: 'the purpose' },
  'shares.process': { name: 'the share of the levels in the final score', unit: ' %' },
  'shares.outcome': { name: 'the share of the outcome in the final score', unit: ' %' },
  pass: { name: 'the pass rule', worded: true },
  'pass.finalAtLeast': { name: 'the final score needed to pass' },
  'pass.everyLevelAtLeast': { name: 'the lowest level that passes' },
  note: { name: 'the note', worded: true },
  formula: { name: 'the formula in words', worded: true },
  scaleReason: { name: 'the reason for the scale', worded: true },
};

/** One change as a sentence for a person: `The weight of ACTIVE_LISTENING goes from 18 % to 20 %.` */
export function changeInWords({ kind, path, before, after }: RubricChange): string {
  const [, part = path, code, name] = /^(\w+)\[(\w+)\](?:\.(.+))?$/.exec(path) ?? [];
  if (code !== undefined && name === undefined) {
    const what = `The ${ONE_OF[part as CodedPart]} ${code}`;
    return kind === 'ADDED' ? `${what} is new.` : `${what} is there no more.`;
  }
  if (code === undefined && part in ORDERED) return `The ${ORDERED[part as CodedPart]} stand in another order.`;
  const fact = name === undefined ? ALONE[path] : FACTS[name];
  const said = name === undefined ? (fact?.name ?? path) : `the ${fact?.name ?? name} of ${code}`;
  const subject = said.charAt(0).toUpperCase() + said.slice(1);
  const shown = (value: RubricValue | null): string => `${String(value)}${fact?.unit ?? ''}`;
  if (kind === 'ADDED') return fact?.worded ? `${subject} is new.` : `${subject} is new: ${shown(after)}.`;
  if (kind === 'REMOVED') return `${subject} is there no more.`;
  return fact?.worded ? `${subject} is worded anew.` : `${subject} goes from ${shown(before)} to ${shown(after)}.`;
}

/** What a comparability means, as a sentence for a person. */
export const MEANING: Record<Comparability, string> = {
  COMPARABLE: 'Nothing that a grader goes by differs: scores by both versions can be compared.',
  WITH_CARE:
    'The arithmetic is the same, but graders are told other words, so levels may shift: compare scores with care, and calibrate anew.',
  NOT_COMPARABLE: 'What counts, or how much, differs: scores by these versions must not be compared.',
};
