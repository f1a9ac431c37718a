import { UNKNOWN_LIST } from './cost.js';
import type { CostNode } from './document-cost.js';
import { MOST_PER_PAGE } from './paging.js';

/** Points of the cheapest operation, `{ __typename }`: even that is a request. */
const LEAST = 1;

type Variables = Readonly<Record<string, unknown>>;

/**
 * What an operation costs at most, in points, before it runs; a list without `first` is taken to be short. Each entry of a list
 * in the variables is a point: a roster of 500 rows is 500 times the work of one.
 * @param variables as GraphQL coerced them, with defaults
 */
export function requestedCost(plan: readonly CostNode[], variables: Variables): number {
  return Math.max(LEAST, requestedBelow(plan, variables, 0) + entriesIn(variables));
}

/**
 * What an operation did cost, in points, by what came: of pages with ten rows ten are counted, whatever `first` said.
 * @param data the answer; null or undefined counts as all that was requested, since the work was done
 */
export function actualCost(plan: readonly CostNode[], variables: Variables, data: unknown): number {
  if (data === null || typeof data !== 'object') return requestedCost(plan, variables);
  return Math.max(LEAST, actualBelow(plan, variables, data as Record<string, unknown>) + entriesIn(variables));
}

function requestedBelow(nodes: readonly CostNode[], variables: Variables, rows: number): number {
  let sum = 0;
  for (const node of nodes) {
    const first = firstIn(node, variables);
    const below = node.children.length === 0 ? 0 : requestedBelow(node.children, variables, first);
    if (node.amount === 'PAGE') sum += node.once + first * node.each + below;
    else sum += node.once + amountOf(node, first, rows) * (node.each + below);
  }
  return sum;
}

function amountOf(node: CostNode, first: number, rows: number): number {
  if (node.amount === 'ONE') return 1;
  if (node.amount === 'LIST') return UNKNOWN_LIST;
  return node.amount === 'FIRST' ? first : rows;
}

function actualBelow(nodes: readonly CostNode[], variables: Variables, data: Record<string, unknown>): number {
  let sum = 0;
  for (const node of nodes) {
    sum += node.once;
    const value = data[node.key];
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) {
      sum += node.amount === 'PAGE' ? rowsIn(node, variables, value as Record<string, unknown>) * node.each : node.each;
      if (node.children.length > 0) sum += actualBelow(node.children, variables, value as Record<string, unknown>);
      continue;
    }
    sum += value.length * node.each;
    if (node.children.length === 0) continue;
    for (const item of value as (Record<string, unknown> | null)[]) {
      if (item !== null) sum += actualBelow(node.children, variables, item);
    }
  }
  return sum;
}

/** A page of which only the end was asked for was read all the same. */
function rowsIn(page: CostNode, variables: Variables, value: Record<string, unknown>): number {
  let most = -1;
  for (const child of page.children) {
    const rows = child.amount === 'ROWS' ? value[child.key] : undefined;
    if (Array.isArray(rows)) most = Math.max(most, rows.length);
  }
  return most < 0 ? firstIn(page, variables) : most;
}

/** Never above what a page may hold: the rule on the argument refuses that, and says better what is wrong. */
function firstIn(node: CostNode, variables: Variables): number {
  const first = typeof node.first === 'string' ? variables[node.first] : node.first;
  return typeof first === 'number' && first > 0 ? Math.min(first, MOST_PER_PAGE) : 0;
}

function entriesIn(value: unknown): number {
  if (value === null || typeof value !== 'object' || value instanceof Date) return 0;
  let entries = Array.isArray(value) ? value.length : 0;
  for (const inner of Object.values(value)) entries += entriesIn(inner);
  return entries;
}
