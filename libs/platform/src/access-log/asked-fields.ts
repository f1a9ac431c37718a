import { getOperationAST, Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import type { Access } from './access-log.queries.js';

/** Nobody reads more than this. */
const MOST = 50;

/** What a document asks for, two fields deep as `auditView.presentations`, in fragments too; names are the schema's own. */
export function askedFields(
  document: DocumentNode,
  operationName: string | null,
): Pick<Access, 'operationName' | 'fields'> {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { operationName: null, fields: [] };
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  );
  const fields = new Set<string>();
  // Once for each fragment and place: fragments that spread fragments twice would otherwise double the work at every step.
  const spread = new Set<string>();
  const walk = (selections: SelectionSetNode, above: string | null): void => {
    for (const selection of selections.selections) {
      if (fields.size >= MOST) return;
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, above);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const place = `${above ?? ''} ${selection.name.value}`;
        const inner = fragments.get(selection.name.value);
        if (!inner || spread.has(place)) continue;
        spread.add(place);
        walk(inner, above);
      } else if (above !== null) fields.add(`${above}.${selection.name.value}`);
      else if (selection.selectionSet) walk(selection.selectionSet, selection.name.value);
      else fields.add(selection.name.value);
    }
  };
  walk(operation.selectionSet, null);
  return { operationName: operation.name?.value ?? null, fields: [...fields] };
}
