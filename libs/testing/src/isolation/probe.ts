import { allowanceOf, type Reach, type Scope } from '#platform';
import { isObjectType, type GraphQLSchema } from 'graphql';
import type { GraphqlAnswer } from '../graphql-client.js';
import { comparable, refusedFields, wasDenied } from './answers.js';
import { documentFor, rootFields, type RootField } from './document.js';
import { idPaths, variablesFor } from './input-values.js';
import { typeAt, unknownTo, type Knowledge } from './root-knowledge.js';

/** Somebody who calls the API. */
export interface Prober {
  /** For the report. */
  name: string;
  scopes: ReadonlyMap<Scope, Reach>;
  /** What is theirs to name, by type: an input that is not being attacked is filled with it. */
  ids: Readonly<Record<string, unknown>>;
  ask(document: string, variables: Record<string, unknown>): Promise<GraphqlAnswer>;
}

/** Who attacks what. */
export interface Attack {
  /** For the report: `another agency`. */
  axis: string;
  attackers: readonly Prober[];
  /** Who may see what is attacked: proves that a probe would have shown it. */
  owners: readonly Prober[];
  /** The victim's id of each type that is hidden from the attackers. */
  victimIds: Readonly<Record<string, unknown>>;
  /** Ids of the same types that name nothing. */
  missingIds: Readonly<Record<string, unknown>>;
  /** What an answer to an attacker must not hold, unless they sent it. */
  canaries: readonly string[];
  /** Whether a list without any id must show an owner some canary; not so where the attackers share most of what there is. */
  listsShowOwners: boolean;
  /** A digest of the victim's rows: must not change. */
  victimRows(): Promise<string>;
}

export interface ProbeReport {
  /** What was wrong, a line each; empty when nothing could be told apart, seen or changed. */
  problems: string[];
  roots: number;
  requests: number;
  /** Id inputs attacked, and types for `node(id)`. */
  attacked: number;
}

export const mayCall = (root: RootField, scopes: ReadonlyMap<Scope, Reach>): boolean => {
  const allowance = allowanceOf(root.field);
  if (!allowance) return false;
  if (allowance.public) return true;
  const held = scopes.get(allowance.scope);
  return held !== undefined && (allowance.reach === 'OWN' || held === 'AGENCY');
};

/**
 * Calls every root field with the victim's ids and with ids that name nothing, as every attacker.
 * @param only these root fields, where a test plants one
 */
export async function probe(
  schema: GraphQLSchema,
  attack: Attack,
  knowledge: Knowledge,
  only: readonly string[] | null = null,
): Promise<ProbeReport> {
  const report: ProbeReport = { problems: [], roots: 0, requests: 0, attacked: 0 };
  let before = await attack.victimRows();
  const roots = rootFields(schema).filter(({ name }) => only?.includes(name) ?? true);
  for (const [index, root] of roots.entries()) {
    report.roots += 1;
    const unknown = unknownTo(knowledge, root);
    report.problems.push(...unknown);
    if (unknown.length > 0) continue;
    await probeRoot({ schema, attack, knowledge, report }, root);
    // Queries read in read-only transactions: one look after the last of them is enough.
    if (root.kind === 'query' && roots[index + 1]?.kind === 'query') continue;
    const after = await attack.victimRows();
    if (after !== before) report.problems.push(`${root.name}: ${attack.axis} changed the victim's rows`);
    before = after;
  }
  return report;
}

interface Probing {
  schema: GraphQLSchema;
  attack: Attack;
  knowledge: Knowledge;
  report: ProbeReport;
}

async function probeRoot(probing: Probing, root: RootField): Promise<void> {
  const { schema, attack, knowledge, report } = probing;
  const told = knowledge.roots[root.name] ?? {};
  if (root.name === 'Query.node') {
    for (const typeName of nodeTypes(schema)) {
      if (typeName in attack.victimIds) await attackId(probing, root, 'id', typeName);
      else if (attack.listsShowOwners) report.problems.push(`Query.node: the world holds no ${typeName}`);
    }
    return;
  }
  const { allowed, denied } = split(root, attack.attackers);
  await Promise.all(
    denied.map(async (attacker) => {
      const asked = await ask(probing, root, attacker, {}, null);
      if (!wasDenied(asked.answer))
        report.problems.push(`${root.name}: ${attacker.name} was not denied without the scope`);
    }),
  );
  const looked = idPaths(root.field).filter((path) => !(path in (told.notLookedUp ?? {})));
  const hidden = looked.filter((path) => (typeAt(knowledge, root, path) ?? '') in attack.victimIds);
  for (const path of hidden) await attackId(probing, root, path, null);
  if (hidden.length > 0) return;
  await Promise.all(
    allowed.map(async (attacker) => watch(probing, root.name, attacker, await ask(probing, root, attacker, {}, null))),
  );
  if (root.kind === 'mutation' || !attack.listsShowOwners || told.showsNothing) return;
  const owners = await Promise.all(attack.owners.map((owner) => ask(probing, root, owner, {}, null)));
  if (!owners.some(({ text }) => attack.canaries.some((canary) => text.includes(canary)))) {
    report.problems.push(`${root.name}: no owner sees anything of their own, so the probe proves nothing`);
  }
}

/** Who holds the scope of a root field, and who does not: the document is refused then, whatever ids it names. */
function split(root: RootField, attackers: readonly Prober[]): { allowed: Prober[]; denied: Prober[] } {
  const allowed = attackers.filter(({ scopes }) => mayCall(root, scopes));
  return { allowed, denied: attackers.filter((attacker) => !allowed.includes(attacker)) };
}

const nodeTypes = (schema: GraphQLSchema): string[] => {
  const node = schema.getType('Node');
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.filter((type) => type.getInterfaces().some((one) => one === node)).map((type) => type.name);
};

/** One id input, all others filled with what is the attacker's own. */
async function attackId(probing: Probing, root: RootField, path: string, nodeType: string | null): Promise<void> {
  const { attack, knowledge, report } = probing;
  const typeName = nodeType ?? (typeAt(knowledge, root, path) as string);
  const label = `${root.name} ${path} (${typeName})`;
  const { allowed } = split(root, attack.attackers);
  if (allowed.length === 0) return;
  report.attacked += 1;
  const victim = { [path]: attack.victimIds[typeName] };
  const missing = { [path]: attack.missingIds[typeName] };
  let reached = false;
  await Promise.all(
    allowed.map(async (attacker) => {
      const foreign = await ask(probing, root, attacker, victim, nodeType);
      watch(probing, label, attacker, foreign);
      const nonexistent = await ask(probing, root, attacker, missing, nodeType);
      if (foreign.text !== nonexistent.text) {
        const told = `${foreign.text.slice(0, 400)} / ${nonexistent.text.slice(0, 400)}`;
        report.problems.push(`${label}: ${attack.axis} as ${attacker.name} can tell what exists: ${told}`);
      }
      reached ||= refusedFields(nonexistent.answer, 'NOT_FOUND').includes(path);
    }),
  );
  if (reached) return;
  if (root.kind !== 'mutation' && (await ownerSees(probing, root, victim, missing, nodeType))) return;
  report.problems.push(`${label}: no caller gets as far as the id, so the probe proves nothing`);
}

/** A query or subscription may say nothing of what it does not find: then it must at least show an owner what it hid. */
async function ownerSees(
  probing: Probing,
  root: RootField,
  victim: Record<string, unknown>,
  missing: Record<string, unknown>,
  nodeType: string | null,
): Promise<boolean> {
  for (const owner of probing.attack.owners) {
    if (!mayCall(root, owner.scopes)) continue;
    const shown = await ask(probing, root, owner, victim, nodeType);
    const hidden = await ask(probing, root, owner, missing, nodeType);
    if (!shown.answer.errors && shown.text !== hidden.text) return true;
  }
  return false;
}

interface Asked {
  answer: GraphqlAnswer;
  /** Without what differs between any two requests. */
  text: string;
}

async function ask(
  { schema, attack, knowledge, report }: Probing,
  root: RootField,
  caller: Prober,
  attacked: Readonly<Record<string, unknown>>,
  nodeType: string | null,
): Promise<Asked> {
  const told = knowledge.roots[root.name] ?? {};
  const [path = ''] = Object.keys(attacked);
  const nameAt = (at: string): unknown => {
    if (at in attacked) return attacked[at];
    const typeName = typeAt(knowledge, root, at) ?? '';
    const foreign = at in (told.notLookedUp ?? {}) ? attack.victimIds[typeName] : undefined;
    return foreign ?? caller.ids[typeName];
  };
  const { [path]: _attacked, ...known } = { ...told.values, ...told.attacking?.[path] };
  const variables = variablesFor(root.field, nameAt, known);
  const answer = await caller.ask(documentFor(schema, root, caller.scopes, nodeType), variables);
  report.requests += 1;
  return { answer, text: comparable(answer, variables) };
}

/** What holds of every answer to an attacker. */
function watch({ attack, report }: Probing, label: string, attacker: Prober, asked: Asked): void {
  const seen = attack.canaries.filter((canary) => asked.text.includes(canary));
  if (seen.length > 0) {
    report.problems.push(`${label}: ${attack.axis} as ${attacker.name} sees ${seen.slice(0, 5).join(', ')}`);
  }
  const codes = (asked.answer.errors ?? []).map((error) => error.extensions?.code ?? '');
  if (codes.some((code) => /INTERNAL|GRAPHQL|TOO_COMPLEX/.test(code))) {
    report.problems.push(`${label}: as ${attacker.name} it fails with ${JSON.stringify(asked.answer.errors)}`);
  }
}
