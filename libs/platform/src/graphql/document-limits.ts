import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export const MOST_DEPTH = 12;
export const MOST_ALIASES = 15;
/** The parser stops here, before anything else looks at the document. */
export const MOST_TOKENS = 1_000;
/** Validation stops here, and a client learns of no more at once. */
export const MOST_ERRORS = 20;

const TOO_COMPLEX = { code: 'TOO_COMPLEX' };

/** Validation rule: fields nested more than `MOST_DEPTH` deep. Introspection, which needs 15 and cannot recurse into data, is exempt. */
export function LimitDepth(context: ValidationContext): ASTVisitor {
  const fragmentDepths = new Map<string, number>();

  function depthOf(selectionSet: SelectionSetNode, open: ReadonlySet<string>): number {
    let deepest = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        deepest = Math.max(deepest, 1 + (selection.selectionSet ? depthOf(selection.selectionSet, open) : 0));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        deepest = Math.max(deepest, depthOf(selection.selectionSet, open));
      } else {
        const fragment = context.getFragment(selection.name.value);
        // A cycle is refused by a rule of its own; here it must only end.
        if (fragment && !open.has(fragment.name.value)) deepest = Math.max(deepest, depthOfFragment(fragment, open));
      }
    }
    return deepest;
  }

  function depthOfFragment(fragment: FragmentDefinitionNode, open: ReadonlySet<string>): number {
    const name = fragment.name.value;
    // Measured once each: fragments that spread fragments twice would otherwise double the work at every step.
    let depth = fragmentDepths.get(name);
    if (depth === undefined) {
      depth = depthOf(fragment.selectionSet, new Set([...open, name]));
      fragmentDepths.set(name, depth);
    }
    return depth;
  }

  return {
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, new Set());
      if (depth <= MOST_DEPTH) return;
      context.reportError(
        new GraphQLError(`the query is ${depth} fields deep; at most ${MOST_DEPTH} are answered`, {
          nodes: operation,
          extensions: TOO_COMPLEX,
        }),
      );
    },
  };
}

/** Validation rule: more than `MOST_ALIASES` aliases in the document, `__typename` included. */
export function LimitAliases(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field(node) {
      if (!node.alias || ++aliases !== MOST_ALIASES + 1) return;
      context.reportError(
        new GraphQLError(`the document has more than ${MOST_ALIASES} aliases`, {
          nodes: node,
          extensions: TOO_COMPLEX,
        }),
      );
    },
  };
}

/** What a document is held to beside the language's own rules, over HTTP as over a socket. */
export const documentRules = (introspection: boolean): ValidationRule[] => [
  LimitDepth,
  LimitAliases,
  ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
];
