import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

/** Leaves an input out. */
export const OMIT = Symbol('leave this input out');

/** Values by path: `input.startsOn`. */
export type KnownValues = Readonly<Record<string, unknown>>;

/** What another system calls something is as good a name for it as its id. */
const NAMES = new Set(['ID', 'ExternalIdInput']);
/** Inputs that must differ from one request to the next, or the second would be a repeat. */
const NAMES_A_REQUEST = /(idempotencyKey|clientKey|batchId)$/;

let requests = 0;

/** Paths of every input whose type satisfies `wanted`, for example `input.traineeIds`. */
function pathsOf(field: GraphQLField<unknown, unknown>, wanted: (typeName: string) => boolean): string[] {
  const within = (type: GraphQLInputType, path: string, open: ReadonlySet<string>): string[] => {
    const named = getNamedType(type);
    if (wanted(named.name)) return [path];
    if (!isInputObjectType(named) || open.has(named.name)) return [];
    const inner = new Set([...open, named.name]);
    return Object.values(named.getFields()).flatMap((one) => within(one.type, `${path}.${one.name}`, inner));
  };
  return field.args.flatMap((arg) => within(arg.type, arg.name, new Set()));
}

/** Every id, and every external id, that a client can send to a root field. */
export const idPaths = (field: GraphQLField<unknown, unknown>): string[] => pathsOf(field, (name) => NAMES.has(name));

/** Whether each of these inputs is an argument that a client may leave out. */
export const mayLeaveOut = (field: GraphQLField<unknown, unknown>, paths: readonly string[]): boolean =>
  paths.every((path) => field.args.some((arg) => arg.name === path && !isNonNullType(arg.type)));

/** Every text that a client can send to a root field. */
export const textPaths = (field: GraphQLField<unknown, unknown>): string[] =>
  pathsOf(field, (name) => name === 'String');

/** Variables for a root field, valid in form, so that the answer is about the ids. @param nameAt the id to send at a path */
export function variablesFor(
  field: GraphQLField<unknown, unknown>,
  nameAt: (path: string) => unknown,
  known: KnownValues,
): Record<string, unknown> {
  const valueOf = (type: GraphQLInputType, path: string): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType, path);
    if (path in known) return known[path];
    if (isListType(type)) return [valueOf(type.ofType, path)];
    if (NAMES.has(type.name)) return nameAt(path);
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (!isInputObjectType(type)) return plain(type.name, path);
    const entries = Object.values(type.getFields()).map((one) => [one.name, valueOf(one.type, `${path}.${one.name}`)]);
    return Object.fromEntries(entries.filter(([, value]) => value !== OMIT));
  };
  const entries = field.args.map((arg) => [arg.name, valueOf(arg.type, arg.name)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== OMIT)) as Record<string, unknown>;
}

function plain(typeName: string, path: string): unknown {
  switch (typeName) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'LocalDate':
      return '2026-02-02';
    case 'DateTime':
      return '2026-02-02T12:00:00Z';
    default:
      return NAMES_A_REQUEST.test(path) ? `request-${++requests}` : 'probe';
  }
}
