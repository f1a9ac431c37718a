import {
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Actor } from '../actor/actor.js';
import type { Scope } from '../actor/scope.js';
import { forbidden } from '../errors/errors.js';
import { allowanceOf } from './allow.js';

/**
 * Kinds of principals that may call no root field but those of one scope, whatever scopes they hold for the types beneath it: a field that
 * somebody adds later is closed to them, even a public one.
 */
const CONFINED_TO: Partial<Record<Actor['kind'], Scope>> = { STATE_AUDITOR: 'board:read' };

/** @throws ParleyError FORBIDDEN, the same for every root field that is closed to the actor */
export function assertRootFieldsOpen(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  actor: Actor,
): void {
  const scope = CONFINED_TO[actor.kind];
  if (scope === undefined) return;
  const root = schema.getRootType(operation.operation);
  for (const name of rootFields(document, operation.selectionSet, new Set())) {
    const field = root?.getFields()[name];
    const allowance = field && allowanceOf(field);
    // `__typename` and introspection lead to the schema, which holds no data.
    if (!field && name.startsWith('__')) continue;
    if (!allowance || allowance.public || allowance.scope !== scope) {
      throw forbidden(allowance && !allowance.public ? allowance.scope : scope);
    }
  }
}

/** Names of the fields of a selection set, in fragments too. @param spread names of fragments that were followed */
function rootFields(document: DocumentNode, selections: SelectionSetNode, spread: Set<string>): string[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet, spread);
    const { value } = selection.name;
    if (spread.has(value)) return [];
    spread.add(value);
    return document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === value
        ? rootFields(document, each.selectionSet, spread)
        : [],
    );
  });
}
