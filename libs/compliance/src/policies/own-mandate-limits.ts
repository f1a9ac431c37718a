import { RANKS } from '../evaluation/facts.js';
import type { MandateVersion } from '../mandates/mandate.js';
import type { Predicate } from '../mandates/predicate.js';
import { childrenOf, type Requirement } from '../mandates/requirement.js';

type Path = (string | number)[];

/** A place in the body, and what is wrong there. */
export interface LimitPassed {
  path: Path;
  message: string;
}

const MOST_REQUIREMENTS = 200;
const DEEPEST_REQUIREMENT = 6;
const DEEPEST_PREDICATE = 6;
const LONGEST_PERIOD = 120;
const MOST_HOURS = 10_000;
const EARLIEST = '1950-01-01';
const LATEST = '2199-12-31';
// What PostgreSQL cannot hold: NUL, and half of a pair of surrogates
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Where a mandate that an agency wrote asks for more than its judging may cost, or for what can never hold. The library is reviewed by
 * people; what an agency writes is judged for each of its members at each change without anybody having looked.
 */
export function limitsPassed(mandate: MandateVersion, body: unknown): LimitPassed[] {
  const found: LimitPassed[] = [];
  let requirements = 0;
  const visit = (each: Requirement, path: Path, depth: number): void => {
    requirements += 1;
    if (depth > DEEPEST_REQUIREMENT) {
      found.push({ path, message: `requirements may be at most ${DEEPEST_REQUIREMENT} deep` });
      return;
    }
    if (each.appliesTo) found.push(...predicateProblems(each.appliesTo, [...path, 'appliesTo'], 1));
    if ('min' in each && (each.min > MOST_HOURS || Number(each.min.toFixed(3)) !== each.min)) {
      found.push({ path: [...path, 'min'], message: `at most ${MOST_HOURS}, with at most three decimals` });
    }
    childrenOf(each).forEach((child, index) => visit(child, [...path, 'of', index], depth + 1));
  };
  found.push(...predicateProblems(mandate.appliesTo, ['appliesTo'], 1));
  mandate.requirements.forEach((each, index) => visit(each, ['requirements', index], 1));
  if (requirements > MOST_REQUIREMENTS) {
    found.push({ path: ['requirements'], message: `at most ${MOST_REQUIREMENTS} requirements, with all below them` });
  }
  mandate.exemptions.forEach((rule, index) => {
    if (!('appliesTo' in rule) || !rule.appliesTo) return;
    found.push(...predicateProblems(rule.appliesTo, ['exemptions', index, 'appliesTo'], 1));
  });
  leaves(body, [], (value, path) => {
    if (typeof value === 'string' && DATE.test(value) && (value < EARLIEST || value > LATEST)) {
      found.push({ path, message: `must be a date from ${EARLIEST} to ${LATEST}` });
    }
    if (path.at(-1) === 'months' && typeof value === 'number' && value > LONGEST_PERIOD) {
      found.push({ path, message: `at most ${LONGEST_PERIOD} months` });
    }
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      found.push({ path, message: 'holds a character that cannot be stored' });
    }
  });
  return found;
}

/** How deep lists and objects lie in each other, counted without recursion: the answer decides whether recursion is safe. */
export function nestingOf(json: unknown): number {
  let deepest = 0;
  const waiting: [unknown, number][] = [[json, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    if (value === null || typeof value !== 'object') continue;
    deepest = Math.max(deepest, depth);
    for (const each of Object.values(value)) waiting.push([each, depth + 1]);
  }
  return deepest;
}

function predicateProblems(predicate: Predicate, path: Path, depth: number): LimitPassed[] {
  if (depth > DEEPEST_PREDICATE) return [{ path, message: `conditions may be at most ${DEEPEST_PREDICATE} deep` }];
  if ('all' in predicate) return listProblems(predicate.all, [...path, 'all'], depth);
  if ('any' in predicate) return listProblems(predicate.any, [...path, 'any'], depth);
  if ('not' in predicate) return predicateProblems(predicate.not, [...path, 'not'], depth + 1);
  return levelProblems(predicate, path);
}

const listProblems = (predicates: Predicate[], path: Path, depth: number): LimitPassed[] =>
  predicates.flatMap((each, index) => predicateProblems(each, [...path, index], depth + 1));

/** A comparison that holds for nobody, because the fact has no levels or this is none of them. */
function levelProblems(condition: Extract<Predicate, { fact: string }>, path: Path): LimitPassed[] {
  return (['lt', 'lte', 'gt', 'gte'] as const).flatMap((test) => {
    const level = condition[test];
    if (level === undefined) return [];
    const ranks = Object.hasOwn(RANKS, condition.fact) ? RANKS[condition.fact]! : null;
    if (!ranks) {
      const known = Object.keys(RANKS).join(', ');
      return [{ path: [...path, test], message: `${condition.fact} has no order of levels; these have: ${known}` }];
    }
    return ranks.includes(level) ? [] : [{ path: [...path, test], message: `must be one of ${ranks.join(', ')}` }];
  });
}

function leaves(value: unknown, path: Path, see: (value: unknown, path: Path) => void): void {
  if (Array.isArray(value)) value.forEach((each, index) => leaves(each, [...path, index], see));
  else if (value !== null && typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) {
      see(key, [...path, key]);
      leaves(each, [...path, key], see);
    }
  } else see(value, path);
}
