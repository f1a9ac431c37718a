import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** How deep a generated selection goes: far enough to leave the root object through a connection into another type. */
const DEPTH = 5;

/** A document that calls one root field with all its arguments as variables and selects all it can of the answer. */
export function documentFor(schema: GraphQLSchema, kind: OperationKind, field: GraphQLField<unknown, unknown>): string {
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const call = passed ? `${field.name}(${passed})` : field.name;
  return `${kind} Probe${variables ? `(${variables})` : ''} { ${call} ${selectionOf(schema, field.type, DEPTH)} }`;
}

/** Lists inside the answer are asked for briefly; a field that needs another argument is left to its own root field. */
function argumentsOf(field: GraphQLField<unknown, unknown>): string | null {
  const needed = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  if (needed.some((arg) => arg.name !== 'first')) return null;
  return needed.length > 0 ? '(first: 5)' : '';
}

function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (isInterfaceType(named) || !isObjectType(named)) {
    const concrete = schema
      .getPossibleTypes(named)
      .map((one) => `... on ${one.name} ${selectionOf(schema, one, depth)}`);
    return `{ __typename ${concrete.join(' ')} }`;
  }
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const args = argumentsOf(field);
    const inner = getNamedType(field.type);
    if (args === null || (isCompositeType(inner) && depth <= 1)) return [];
    // Aliased by type, so that two fragments of a node may select a field of the same name and another type.
    return [`${named.name}_${field.name}: ${field.name}${args} ${selectionOf(schema, field.type, depth - 1)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Paths of every id that a client can send to a root field, for example `input.traineeIds`. */
export function idPaths(field: GraphQLField<unknown, unknown>): string[] {
  return field.args.flatMap((arg) => pathsIn(arg.type, arg.name, new Set()));
}

function pathsIn(type: GraphQLInputType, path: string, seen: ReadonlySet<string>): string[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return [path];
  if (!isInputObjectType(named) || seen.has(named.name)) return [];
  const deeper = new Set([...seen, named.name]);
  return Object.values(named.getFields()).flatMap((inner) => pathsIn(inner.type, `${path}.${inner.name}`, deeper));
}

/** A plain value for an input that is not an id: valid in form, so that the answer is about the ids. */
export function plainValue(
  type: GraphQLInputType,
  idFor: (path: string) => string,
  known: KnownValues,
  path: string,
): unknown {
  if (isNonNullType(type)) return plainValue(type.ofType, idFor, known, path);
  if (path in known) return known[path];
  if (isListType(type)) return [plainValue(type.ofType, idFor, known, path)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields()).map((field) => [
        field.name,
        plainValue(field.type, idFor, known, `${path}.${field.name}`),
      ]),
    );
  }
  switch (type.name) {
    case 'ID':
      return idFor(path);
    case 'Int':
      return 1;
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    default:
      return 'probe';
  }
}

/** Values that the form of an input asks for, by path: `input.startsOn`. */
export type KnownValues = Readonly<Record<string, unknown>>;
