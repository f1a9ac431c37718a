import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Actor } from '../actor/actor.js';
import type { Reach, Scope } from '../actor/scope.js';
import { forbidden, ParleyError, unauthenticated } from '../errors/errors.js';
import { allowanceOf, readScopeOf } from './allow.js';
import { rootTypesOf } from './declarations.js';
import { assertRootFieldsOpen } from './root-fields-open.js';

export interface NeededScope {
  scope: Scope;
  reach: Reach;
}

/** Documents are cached by the server, and what they need never changes. */
const known = new WeakMap<DocumentNode, Map<string | null, readonly NeededScope[]>>();

/**
 * Refuses an operation before anything of it runs, unless the actor holds the scope of every root field and of every
 * object type that the operation selects anywhere, in fragments too.
 * @param operationName as the client sent it; the document must hold it
 * @throws ParleyError UNAUTHENTICATED (nobody), FORBIDDEN (naming the scope), or BAD_INPUT (no such operation)
 */
export function assertDocumentAllowed(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  actor: Actor,
): void {
  assertRootFieldsOpen(schema, document, operationNamed(document, operationName), actor);
  for (const { scope, reach } of scopesNeeded(schema, document, operationName)) {
    if (actor.holds(scope, reach)) continue;
    throw actor.kind === 'ANONYMOUS' ? unauthenticated() : forbidden(scope);
  }
}

export function scopesNeeded(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): readonly NeededScope[] {
  let byName = known.get(document);
  if (!byName) known.set(document, (byName = new Map<string | null, readonly NeededScope[]>()));
  let needed = byName.get(operationName);
  if (!needed) {
    const operation = operationNamed(document, operationName);
    byName.set(operationName, (needed = collect(schema, document, operation)));
  }
  return needed;
}

/** @throws ParleyError BAD_INPUT unless exactly one operation is meant */
export function operationNamed(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [first, ...others] =
    operationName === null ? operations : operations.filter((operation) => operation.name?.value === operationName);
  if (!first) throw new ParleyError('BAD_INPUT', 'operationName names no operation of the document');
  if (others.length > 0) throw new ParleyError('BAD_INPUT', 'operationName must say which operation to run');
  return first;
}

/** What stands behind a selection set when it runs. */
interface Place {
  /** The type that the document says, which has the fields. */
  type: GraphQLCompositeType;
  /** The types that it can turn out to be: a fragment on an interface narrows nothing away that the field could return. */
  runtime: readonly GraphQLObjectType[];
  /** Still on the interface that `node(id)` returns, which alone checks the type when it runs, from the id. */
  checkedLater: boolean;
}

function collect(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): NeededScope[] {
  const needed = new Map<string, NeededScope>();
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  // Once for each fragment and place: fragments that spread fragments twice would otherwise double the work at every step.
  const spread = new Set<string>();
  const roots = new Set<GraphQLCompositeType>(rootTypesOf(schema));
  const root = schema.getRootType(operation.operation);
  if (!root) throw new ParleyError('BAD_INPUT', `there is no ${operation.operation} here`);
  select(operation.selectionSet, { type: root, runtime: [root], checkedLater: false });
  return [...needed.values()];

  function select(selections: SelectionSetNode, place: Place): void {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        selectField(selection, place);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        select(selection.selectionSet, narrowed(place, selection.typeCondition?.name.value));
      } else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment) continue;
        const inner = narrowed(place, fragment.typeCondition.name.value);
        const key = [selection.name.value, inner.checkedLater, ...inner.runtime.map((type) => type.name)].join(' ');
        if (spread.has(key)) continue;
        spread.add(key);
        select(fragment.selectionSet, inner);
      }
    }
  }

  function selectField(node: FieldNode, place: Place): void {
    const atRoot = roots.has(place.type);
    // Not even __typename is free: it would tell which concrete type stands behind an interface.
    if (!atRoot && !place.checkedLater) place.runtime.forEach(addReadScope);
    const field = fieldOf(place.type, node.name.value);
    if (!field) return;
    if (atRoot) addAllowance(place.type, field);
    const returned = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(returned)) return;
    select(node.selectionSet, {
      type: returned,
      runtime: runtimeTypes(returned),
      checkedLater: place.type === schema.getQueryType() && field.name === 'node',
    });
  }

  function narrowed(place: Place, condition: string | undefined): Place {
    const type = condition === undefined ? place.type : schema.getType(condition);
    if (!type || !isCompositeType(type) || type === place.type) return place;
    const possible = new Set(runtimeTypes(type));
    return { type, runtime: place.runtime.filter((each) => possible.has(each)), checkedLater: false };
  }

  function runtimeTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }

  function addAllowance(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): void {
    const allowance = allowanceOf(field);
    if (!allowance) throw new ParleyError('INTERNAL', `${type.name}.${field.name} is not declared`);
    if (!allowance.public) add(allowance.scope, allowance.reach);
  }

  function addReadScope(type: GraphQLObjectType): void {
    if (type.name.startsWith('__')) return;
    const declared = readScopeOf(type);
    if (!declared) throw new ParleyError('INTERNAL', `type ${type.name} is not declared`);
    if (declared.scope !== null) add(declared.scope, 'OWN');
  }

  function add(scope: Scope, reach: Reach): void {
    needed.set(`${scope} ${reach}`, { scope, reach });
  }
}

/** Undefined for `__typename`, `__schema` and `__type`: what they lead to is the schema, which holds no data. */
function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (isUnionType(type) || name.startsWith('__')) return undefined;
  return type.getFields()[name];
}
