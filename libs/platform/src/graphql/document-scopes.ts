import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Actor } from '../actor/actor.js';
import type { Reach, Scope } from '../actor/scope.js';
import { forbidden, ParleyError, unauthenticated } from '../errors/errors.js';
import { allowanceOf, readScopeOf } from './allow.js';
import { rootTypesOf } from './declarations.js';

export interface NeededScope {
  scope: Scope;
  reach: Reach;
}

/** The one abstract type whose concrete type is known only from the id: `node(id)` checks it when it runs. */
const CHECKED_AT_RUN_TIME = 'Node';

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

function collect(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): NeededScope[] {
  const needed = new Map<string, NeededScope>();
  const add = (scope: Scope, reach: Reach) => needed.set(`${scope} ${reach}`, { scope, reach });
  const roots = new Set<GraphQLNamedType>(rootTypesOf(schema));
  for (const part of [operation, ...fragmentsUsed(document, operation)]) {
    const typeInfo = new TypeInfo(schema);
    visit(
      part,
      visitWithTypeInfo(typeInfo, {
        Field(node) {
          const parent = typeInfo.getParentType();
          const field = typeInfo.getFieldDef();
          // Not even __typename: it would tell which concrete type stands behind an interface.
          if (parent && !roots.has(parent)) for (const type of concreteTypes(schema, parent)) addReadScope(type);
          if (!parent || !roots.has(parent) || node.name.value.startsWith('__') || !field) return;
          const allowance = allowanceOf(field);
          if (!allowance) throw new ParleyError('INTERNAL', `${parent.name}.${field.name} is not declared`);
          if (!allowance.public) add(allowance.scope, allowance.reach);
          // A type is selected by what returns it too, even where only its fragments on other types are written.
          const returned = getNamedType(field.type);
          if (isObjectType(returned)) addReadScope(returned);
        },
      }),
    );
  }
  return [...needed.values()];

  function addReadScope(type: GraphQLNamedType): void {
    if (type.name.startsWith('__')) return;
    const declared = readScopeOf(type);
    if (!declared) throw new ParleyError('INTERNAL', `type ${type.name} is not declared`);
    if (declared.scope !== null) add(declared.scope, 'OWN');
  }
}

function concreteTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (!isAbstractType(type)) return [type];
  return type.name === CHECKED_AT_RUN_TIME ? [] : schema.getPossibleTypes(type);
}

function fragmentsUsed(document: DocumentNode, operation: OperationDefinitionNode): FragmentDefinitionNode[] {
  const definitions = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const used = new Map<string, FragmentDefinitionNode>();
  const waiting: SelectionSetNode[] = [operation.selectionSet];
  for (let selectionSet = waiting.pop(); selectionSet; selectionSet = waiting.pop()) {
    for (const selection of selectionSet.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) waiting.push(selection.selectionSet);
        continue;
      }
      const fragment = definitions.get(selection.name.value);
      if (!fragment || used.has(selection.name.value)) continue;
      used.set(selection.name.value, fragment);
      waiting.push(fragment.selectionSet);
    }
  }
  return [...used.values()];
}
