import type { GraphQLField, GraphQLSchema } from 'graphql';
import { objectTypesOf } from './declarations.js';

/** What Nest calls the function that it puts on every field that a class declares without a resolver. */
const NESTS_OWN = 'rootFieldResolver';

/**
 * Takes Nest's resolver off each field that only reads the property of its name, which GraphQL does by itself: the compiled form of a
 * query then reads it in line, where a list of a hundred objects of ten fields would call a thousand functions.
 */
export function readPlainFieldsInLine(schema: GraphQLSchema): GraphQLSchema {
  for (const type of objectTypesOf(schema)) {
    for (const field of Object.values(type.getFields())) {
      if (onlyReadsItsProperty(field)) field.resolve = undefined;
    }
  }
  return schema;
}

/** Tried out, as a field may stand for a property of another name or have a default. */
function onlyReadsItsProperty({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.name !== NESTS_OWN) return false;
  const read = resolve as (row: object) => unknown;
  const value = {};
  return read({ [name]: value }) === value && read({}) === undefined;
}
