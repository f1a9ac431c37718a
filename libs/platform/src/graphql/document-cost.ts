import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { tooComplex } from '../errors/errors.js';
import { declaredCostOf, isConnection, MUTATION_POINTS, pointsOf, QUERY_POINTS } from './cost.js';
import { operationNamed } from './document-scopes.js';

/** How many objects a field answers with: one, a list of unknown length, as many as `first` says, or the rows of the page above. */
export type Amount = 'ONE' | 'LIST' | 'FIRST' | 'PAGE' | 'ROWS';

/** A field with objects behind it, as the answer names it. */
export interface CostNode {
  /** Its name in the answer. */
  key: string;
  /** Points each time it is answered, whatever comes. */
  once: number;
  /** Points for each object that comes; of a PAGE for each row. */
  each: number;
  amount: Amount;
  /** The page size, for FIRST and PAGE: a number, or the name of the variable that holds it. */
  first: number | string;
  children: readonly CostNode[];
}

/** Fragments can write down more places than a document has words. No honest document comes near. */
const MOST_PLACES = 2_000;

/** Documents are cached by the server, and how their cost is worked out never changes. */
const known = new WeakMap<DocumentNode, Map<string | null, readonly CostNode[]>>();

/**
 * What counts in an operation, for `requestedCost` and `actualCost`. Introspection and fields without objects cost nothing.
 * @throws ParleyError TOO_COMPLEX for a document that says the same over and over through fragments
 */
export function costPlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): readonly CostNode[] {
  let byName = known.get(document);
  if (!byName) known.set(document, (byName = new Map<string | null, readonly CostNode[]>()));
  let plan = byName.get(operationName);
  if (!plan) byName.set(operationName, (plan = planOf(schema, document, operationNamed(document, operationName))));
  return plan;
}

/** A selection set, with the type whose fields it names. */
interface Selected {
  type: GraphQLCompositeType;
  selectionSet: SelectionSetNode;
}

interface Occurrence {
  parent: GraphQLCompositeType;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
}

function planOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CostNode[] {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const root = schema.getRootType(operation.operation);
  const rootPoints = operation.operation === 'mutation' ? MUTATION_POINTS : QUERY_POINTS;
  let places = 0;
  if (!root) return [];
  return childrenOf([{ type: root, selectionSet: operation.selectionSet }], rootPoints);

  function childrenOf(selected: readonly Selected[], once: number): CostNode[] {
    const byKey = new Map<string, Occurrence[]>();
    const spread = new Set<string>();
    for (const { type, selectionSet } of selected) collect(type, selectionSet, byKey, spread);
    return [...byKey].map(([key, occurrences]) => nodeOf(key, occurrences, once));
  }

  /** As execution does: every field by its name in the answer, each fragment once. */
  function collect(
    type: GraphQLCompositeType,
    selectionSet: SelectionSetNode,
    byKey: Map<string, Occurrence[]>,
    spread: Set<string>,
  ): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fieldOf(type, selection.name.value);
        // At a root each field is a statement or more, even one that answers with a word.
        if (!field || (type !== root && !selection.selectionSet)) continue;
        const key = selection.alias?.value ?? selection.name.value;
        const occurrences = byKey.get(key);
        if (occurrences) occurrences.push({ parent: type, field, node: selection });
        else byKey.set(key, [{ parent: type, field, node: selection }]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(typeNamed(selection.typeCondition?.name.value, type), selection.selectionSet, byKey, spread);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment || spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
        collect(typeNamed(fragment.typeCondition.name.value, type), fragment.selectionSet, byKey, spread);
      }
    }
  }

  /** One name in the answer may be fields of several types that exclude each other: it costs what the dearest does. */
  function nodeOf(key: string, occurrences: readonly Occurrence[], once: number): CostNode {
    if (++places > MOST_PLACES) throw tooComplex('the document says the same over and over through fragments');
    const costs = occurrences.map(costOf);
    const dearest = costs.reduce((one, other) => (other.each > one.each || other.once > one.once ? other : one));
    const selected = occurrences.flatMap(({ field, node }) => {
      const type = getNamedType(field.type);
      return node.selectionSet && isCompositeType(type) ? [{ type, selectionSet: node.selectionSet }] : [];
    });
    return { ...dearest, key, once: once + dearest.once, children: childrenOf(selected, 0) };
  }

  function typeNamed(name: string | undefined, otherwise: GraphQLCompositeType): GraphQLCompositeType {
    const type = name === undefined ? otherwise : schema.getType(name);
    return type && isCompositeType(type) ? type : otherwise;
  }
}

function costOf({ parent, field, node }: Occurrence): Omit<CostNode, 'key' | 'children'> {
  const type = getNamedType(field.type);
  const once = declaredCostOf(field);
  const first = firstOf(field, node);
  if (isConnection(type) && isObjectType(type)) {
    const row = getNamedType(type.getFields()['nodes']!.type);
    return { once, each: pointsOf(row), amount: 'PAGE', first };
  }
  // The rows of a page are counted at the page, also where a client asks only whether there are more.
  const ofPage = parent.name.endsWith('Edge') || isConnection(parent);
  if (isListType(getNullableType(field.type))) {
    if (ofPage && (field.name === 'nodes' || field.name === 'edges')) return { once, each: 0, amount: 'ROWS', first };
    return { once, each: pointsOf(type), amount: first === 0 ? 'LIST' : 'FIRST', first };
  }
  return { once, each: ofPage && field.name === 'node' ? 0 : pointsOf(type), amount: 'ONE', first };
}

/** The page size that a field is asked for; 0 where it has none. */
function firstOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number | string {
  if (!field.args.some((argument) => argument.name === 'first')) return 0;
  const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (value?.kind === Kind.VARIABLE) return value.name.value;
  return value?.kind === Kind.INT ? Number(value.value) : 0;
}

/** Undefined for `__typename`, `__schema` and `__type`. */
function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (isUnionType(type) || name.startsWith('__')) return undefined;
  return type.getFields()[name];
}
