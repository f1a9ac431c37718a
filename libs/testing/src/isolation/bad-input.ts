import { toGlobalId } from '#platform';
import type { GraphQLSchema } from 'graphql';
import { refusals } from './answers.js';
import { mayCall, type Prober } from './attack.js';
import { documentFor, rootFields, type RootField } from './document.js';
import { idPaths, textPaths, variablesFor } from './input-values.js';
import { typeAt, unknownTo, type Knowledge } from './root-knowledge.js';
import type { StoredRows } from './stored-rows.js';

const OF_ANOTHER_TYPE = toGlobalId('Planet', '0192f0c1-7a3e-7bbb-8000-000000000001');
/** No field but a whole file may hold it. */
const LONG_TEXT = 'x'.repeat(100_000);

export interface BadInputs {
  callers: readonly Prober[];
  /** Ids of another agency, by type. */
  foreignIds: Readonly<Record<string, unknown>>;
  rows: StoredRows;
}

export interface BadInputReport {
  /** What was wrong, a line each; empty when every bad input was refused by name and nothing was written. */
  problems: string[];
  mutations: number;
  requests: number;
}

/**
 * Sends every root field each kind of bad id at each of its id inputs, and every mutation an oversized text at each of its texts.
 * @param only these root fields, where a test plants one
 */
export async function probeBadInput(
  schema: GraphQLSchema,
  inputs: BadInputs,
  knowledge: Knowledge,
  only: readonly string[] | null = null,
): Promise<BadInputReport> {
  const report: BadInputReport = { problems: [], mutations: 0, requests: 0 };
  let before = await inputs.rows.all();
  for (const root of rootFields(schema).filter(({ name }) => only?.includes(name) ?? true)) {
    if (root.kind === 'mutation') report.mutations += 1;
    const unknown = unknownTo(knowledge, root);
    report.problems.push(...unknown);
    const caller = inputs.callers.find(({ scopes }) => mayCall(root, scopes));
    if (!caller && unknown.length === 0) report.problems.push(`${root.name}: no caller holds its scope`);
    if (!caller || unknown.length > 0) continue;
    for (const { path, value, what } of badValues(root, inputs, knowledge)) {
      report.requests += 1;
      const problem = await refusesByName(schema, root, caller, knowledge, path, value);
      if (problem) report.problems.push(`${root.name} with ${what} at ${path}: ${problem}`);
    }
    const after = await inputs.rows.all();
    if (after !== before) report.problems.push(`${root.name}: bad input changed ${changedTables(before, after)}`);
    before = after;
  }
  return report;
}

interface BadValue {
  path: string;
  value: unknown;
  what: string;
}

function badValues(root: RootField, { foreignIds }: BadInputs, knowledge: Knowledge): BadValue[] {
  const told = knowledge.roots[root.name] ?? {};
  const ids = idPaths(root.field).filter((path) => typeAt(knowledge, root, path) !== 'ExternalId');
  const changes = root.kind === 'mutation';
  const texts = changes ? textPaths(root.field).filter((path) => !(path in (told.anyLength ?? {}))) : [];
  return [
    ...ids.flatMap((path) => [
      { path, value: 'no-such-form', what: 'a malformed id' },
      { path, value: '', what: 'an empty id' },
      { path, value: 'A'.repeat(10_240), what: 'an id of 10 KB' },
      ...(told.anyType?.includes(path) ? [] : [{ path, value: OF_ANOTHER_TYPE, what: 'an id of another type' }]),
      // A query answers another agency's id with nothing, as it does what does not exist.
      ...(changes
        ? [{ path, value: foreignIds[typeAt(knowledge, root, path) ?? ''], what: 'another agency’s id' }]
        : []),
    ]),
    ...texts.map((path) => ({ path, value: LONG_TEXT, what: 'a text of 100 KB' })),
  ];
}

async function refusesByName(
  schema: GraphQLSchema,
  root: RootField,
  caller: Prober,
  knowledge: Knowledge,
  path: string,
  value: unknown,
): Promise<string | null> {
  const told = knowledge.roots[root.name] ?? {};
  const { [path]: _bad, ...known } = { ...told.values, ...told.attacking?.[path] };
  const nameAt = (at: string): unknown => caller.ids[typeAt(knowledge, root, at) ?? ''];
  const variables = withValueAt(variablesFor(root.field, nameAt, known), path.split('.'), value);
  const answer = await caller.ask(documentFor(schema, root, caller.scopes, 'Agency'), variables);
  const named = refusals(answer).some(({ field }) => field === path);
  return named ? null : `it is not refused by name: ${JSON.stringify(answer).slice(0, 400)}`;
}

/** A list at the path, or on the way to it, holds the value as its only entry. */
function withValueAt(within: unknown, [head = '', ...rest]: readonly string[], value: unknown): never {
  if (Array.isArray(within)) return within.map((one: unknown) => withValueAt(one, [head, ...rest], value)) as never;
  const object = within as Record<string, unknown>;
  const now = object[head];
  if (rest.length > 0) return { ...object, [head]: withValueAt(now ?? {}, rest, value) } as never;
  return { ...object, [head]: Array.isArray(now) ? [value] : value } as never;
}

function changedTables(before: string, after: string): string {
  const was = before.split('\n');
  const changed = after.split('\n').filter((line, index) => line !== was[index]);
  return changed.map((line) => line.replace(/\d.*/, '')).join(', ');
}
