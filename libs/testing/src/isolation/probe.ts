import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { documentFor, idPaths, plainValue, type KnownValues, type OperationKind } from './document.js';

/** Runs one operation as somebody. */
export interface Caller {
  name: string;
  execute(document: string, variables: Record<string, unknown>): Promise<unknown>;
}

/** What is attacked, by whom. */
export interface Attack {
  /** For the report: `another agency`, `another trainee`. */
  axis: string;
  attackers: readonly Caller[];
  /** Somebody who may see what is attacked: proves that a probe would have shown it. */
  owners: readonly Caller[];
  /** The victim's global id of each type. */
  victimIds: Readonly<Record<string, string>>;
  /** Ids of the same types that name nothing. */
  missingIds: Readonly<Record<string, string>>;
  /** Ids to fill in where a type is not the victim's own to hide, for example the agency's courses for another trainee. */
  sharedIds: Readonly<Record<string, string>>;
  /** Strings that stand only in the victim's rows. */
  canaries: readonly string[];
  /** A digest of the victim's rows: must not change. */
  victimRows(): Promise<string>;
}

export interface ProbeKnowledge {
  /** The type that an id input names, by the last part of its path without a plural s: `traineeId` -> Member. */
  idTypes: Readonly<Record<string, string>>;
  /** Valid values for inputs with a form of their own, by `Mutation.field` and path. */
  values: Readonly<Record<string, KnownValues>>;
  /** Root fields that need no probe of ids, each with the reason. */
  withoutProbe: Readonly<Record<string, string>>;
}

const ROOTS: [OperationKind, 'getQueryType' | 'getMutationType' | 'getSubscriptionType'][] = [
  ['query', 'getQueryType'],
  ['mutation', 'getMutationType'],
  ['subscription', 'getSubscriptionType'],
];

export interface RootField {
  kind: OperationKind;
  field: GraphQLField<unknown, unknown>;
  /** `Mutation.say` */
  name: string;
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  return ROOTS.flatMap(([kind, root]) => {
    const type = schema[root]();
    return Object.values(type?.getFields() ?? {}).map((field) => ({
      kind,
      field,
      name: `${type?.name}.${field.name}`,
    }));
  });
}

const lastPart = (path: string): string => (path.split('.').at(-1) ?? path).replace(/Ids$/, 'Id');

/** The types that a root field's id inputs name: one each, but every node type for `node(id)`. */
function typesOf(schema: GraphQLSchema, root: RootField, path: string, knowledge: ProbeKnowledge): string[] {
  if (root.name === 'Query.node') {
    const node = schema.getType('Node');
    return Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getInterfaces().some((one) => one === node))
      .map((type) => type.name);
  }
  const type = knowledge.idTypes[`${root.name}:${path}`] ?? knowledge.idTypes[lastPart(path)];
  return type ? [type] : [];
}

/**
 * Calls every root field with the victim's ids and with ids that name nothing, as every attacker.
 * @returns what was wrong, a line each; empty when nothing could be told apart, seen or changed
 */
export async function probe(schema: GraphQLSchema, attack: Attack, knowledge: ProbeKnowledge): Promise<string[]> {
  const problems: string[] = [];
  for (const root of rootFields(schema)) {
    if (root.name in knowledge.withoutProbe) continue;
    const paths = idPaths(root.field);
    const choices = paths.map((path) => typesOf(schema, root, path, knowledge));
    const unknown = paths.filter((_path, index) => choices[index]?.length === 0);
    if (unknown.length > 0) {
      problems.push(`${root.name}: the generator does not know what ${unknown.join(', ')} names`);
      continue;
    }
    const before = await attack.victimRows();
    const rounds = paths.length === 0 ? 1 : Math.max(...choices.map((types) => types.length));
    for (let round = 0; round < rounds; round += 1) {
      const typeAt = (path: string): string => {
        const types = choices[paths.indexOf(path)] ?? [];
        return types[round % types.length] as string;
      };
      problems.push(...(await probeOnce(schema, attack, knowledge, root, paths.map(typeAt), typeAt)));
    }
    if ((await attack.victimRows()) !== before) problems.push(`${root.name}: ${attack.axis} changed the victim's rows`);
  }
  return problems;
}

async function probeOnce(
  schema: GraphQLSchema,
  attack: Attack,
  knowledge: ProbeKnowledge,
  root: RootField,
  types: string[],
  typeAt: (path: string) => string,
): Promise<string[]> {
  const document = documentFor(schema, root.kind, root.field);
  const hidden = types.filter((type) => type in attack.victimIds);
  const untold = types.filter((type) => !(type in attack.victimIds) && !(type in attack.sharedIds));
  if (untold.length > 0) return [`${root.name}: the fixture holds no ${untold.join(', ')}`];
  const fill = (ids: Readonly<Record<string, string>>): Record<string, unknown> => {
    const idFor = (path: string): string => ids[typeAt(path)] ?? (attack.sharedIds[typeAt(path)] as string);
    return Object.fromEntries(
      root.field.args.map((arg) => [
        arg.name,
        plainValue(arg.type, idFor, knowledge.values[root.name] ?? {}, arg.name),
      ]),
    );
  };
  const victims = fill(attack.victimIds);
  const missing = fill(attack.missingIds);
  const label = hidden.length > 0 ? `${root.name} (${hidden.join(', ')})` : root.name;
  const problems: string[] = [];
  let reached = false;
  for (const attacker of attack.attackers) {
    const foreign = normal(await attacker.execute(document, victims), victims);
    const seen = attack.canaries.filter((canary) => foreign.includes(canary));
    if (seen.length > 0) problems.push(`${label}: ${attack.axis} as ${attacker.name} sees ${seen.join(', ')}`);
    if (hidden.length === 0) continue;
    const nonexistent = normal(await attacker.execute(document, missing), missing);
    if (foreign !== nonexistent) {
      problems.push(`${label}: ${attack.axis} as ${attacker.name} can tell what exists: ${foreign} / ${nonexistent}`);
    }
    if (!/"FORBIDDEN"|"UNAUTHENTICATED"|"BAD_INPUT"|"INVALID"|GRAPHQL_VALIDATION/.test(nonexistent)) reached = true;
  }
  if (hidden.length > 0 && !reached && !(await ownerSees(attack, document, victims, missing))) {
    problems.push(`${label}: no caller gets as far as the id, so the probe proves nothing`);
  }
  return problems;
}

/** Where no attacker holds the scope at all, a query must at least show the owner what it hid. */
async function ownerSees(
  attack: Attack,
  document: string,
  victims: Record<string, unknown>,
  missing: Record<string, unknown>,
): Promise<boolean> {
  for (const owner of attack.owners) {
    const nonexistent = normal(await owner.execute(document, missing), missing);
    if (/NOT_FOUND/.test(nonexistent)) return true;
    if (document.startsWith('query') && normal(await owner.execute(document, victims), victims) !== nonexistent)
      return true;
  }
  return false;
}

/** An answer as text, without what differs between any two requests: the ids sent and the request's own id. */
function normal(answer: unknown, sent: Record<string, unknown>): string {
  let text = JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? undefined : value)) ?? 'null';
  for (const id of idsIn(sent)) text = text.replaceAll(id, '<id>');
  return text;
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 40 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(idsIn);
  return [];
}
