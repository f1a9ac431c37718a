import { readScopeOf, type Reach, type Scope } from '#platform';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  Lexer,
  Source,
  TokenKind,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface RootField {
  kind: OperationKind;
  field: GraphQLField<unknown, unknown>;
  /** `Mutation.say` */
  name: string;
}

/** How deep a selection may go: far enough to leave the root object through a connection into another type. */
const DEPTH = 5;
/** What the server parses at most, less the operation's own head. */
const MOST_TOKENS = 950;

const ROOTS: [OperationKind, 'getQueryType' | 'getMutationType' | 'getSubscriptionType'][] = [
  ['query', 'getQueryType'],
  ['mutation', 'getMutationType'],
  ['subscription', 'getSubscriptionType'],
];

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

/**
 * A document that calls one root field with all its arguments as variables and selects all of the answer that these scopes may
 * read, within the limits of the server.
 * @param typeName where the field returns an interface: the one type to select
 */
export function documentFor(
  schema: GraphQLSchema,
  { kind, field }: RootField,
  scopes: ReadonlyMap<Scope, Reach>,
  typeName: string | null,
): string {
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const call = passed ? `${field.name}(${passed})` : field.name;
  for (let depth = DEPTH; ; depth -= 1) {
    const selection = selectionOf(schema, field.type, { scopes, typeName, depth });
    const document = `${kind} Probe${variables ? `(${variables})` : ''} { ${call} ${selection} }`;
    if (depth === 1 || tokensIn(document) <= MOST_TOKENS) return document;
  }
}

interface Selecting {
  scopes: ReadonlyMap<Scope, Reach>;
  typeName: string | null;
  depth: number;
}

function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, selecting: Selecting): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (isAbstractType(named)) {
    const concrete = schema.getPossibleTypes(named).filter((one) => one.name === (selecting.typeName ?? one.name));
    return `{ ${concrete.map((one) => `... on ${one.name} ${fieldsOf(schema, one, selecting)}`).join(' ')} }`;
  }
  return isObjectType(named) ? fieldsOf(schema, named, selecting) : '';
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType, selecting: Selecting): string {
  const fields = type.getFields();
  const selected = Object.values(fields).flatMap((field) => {
    const inner = getNamedType(field.type);
    const args = argumentsOf(field);
    // The nodes of a page say all that its edges say.
    if (args === null || !mayRead(inner, selecting.scopes) || (field.name === 'edges' && 'nodes' in fields)) return [];
    if (isCompositeType(inner) && selecting.depth <= 1) return [];
    return [`${field.name}${args} ${selectionOf(schema, field.type, { ...selecting, depth: selecting.depth - 1 })}`];
  });
  return `{ __typename ${selected.join(' ')} }`;
}

/** Lists inside the answer are asked for briefly; a field that needs another argument is left to its own root field. */
function argumentsOf(field: GraphQLField<unknown, unknown>): string | null {
  const needed = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  if (needed.some((arg) => arg.name !== 'first')) return null;
  return needed.length > 0 ? '(first: 5)' : '';
}

/** Selecting what the caller has no scope for would refuse the whole document before any id is looked at. */
function mayRead(type: GraphQLNamedType, scopes: ReadonlyMap<Scope, Reach>): boolean {
  const scope = readScopeOf(type)?.scope;
  return !scope || scopes.has(scope);
}

function tokensIn(document: string): number {
  const lexer = new Lexer(new Source(document));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return tokens;
}
