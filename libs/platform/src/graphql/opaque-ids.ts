import { isInterfaceType, type GraphQLSchema } from 'graphql';
import { toGlobalId } from '../ids/global-id.js';

/**
 * Makes the `id` of every node the opaque id of its type and UUID: resolvers return rows, clients never see a UUID. In the schema
 * itself, as a middleware of Nest would make a promise for each id of a list.
 * @throws Error naming a type that resolves its id on its own; it stops the boot
 */
export function hideUuids(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) return schema;
  for (const type of schema.getPossibleTypes(node)) {
    const field = type.getFields()['id']!;
    if (field.resolve) throw new Error(`${type.name}.id must be left to the platform, which makes it opaque`);
    field.resolve = (row: { id: string }) => toGlobalId(type.name, row.id);
  }
  return schema;
}
