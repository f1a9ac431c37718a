import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { allowanceOf, readScopeOf } from './allow.js';

const ROOT_DESCRIPTIONS = {
  Query: 'Everything that can be read, within what the access token allows.',
  Mutation: 'Everything that can be changed. Fields run one after another, each in a transaction of its own.',
  Subscription: 'What is told as it happens.',
};

/**
 * Deny by default: a field or type that nobody thought about must not be reachable.
 * @throws Error naming everything undeclared; it stops the boot
 */
export function assertEveryRootFieldDeclares(schema: GraphQLSchema): void {
  const problems = [
    ...undeclaredRootFields(schema),
    ...undeclaredTypes(schema),
    ...unfailingPayloads(schema),
    ...defaultedInputs(schema),
  ];
  if (problems.length > 0) throw new Error(`The GraphQL schema is not safe to serve: ${problems.join('; ')}`);
}

export function describeRootTypes(schema: GraphQLSchema): GraphQLSchema {
  for (const root of rootTypesOf(schema))
    root.description ??= ROOT_DESCRIPTIONS[root.name as keyof typeof ROOT_DESCRIPTIONS];
  return schema;
}

function undeclaredRootFields(schema: GraphQLSchema): string[] {
  return rootTypesOf(schema).flatMap((root) =>
    Object.values(root.getFields())
      .filter((field) => !allowanceOf(field))
      .map((field) => `${root.name}.${field.name} has neither @Allow(scope, reach) nor @Public()`),
  );
}

function undeclaredTypes(schema: GraphQLSchema): string[] {
  const roots = new Set(rootTypesOf(schema));
  return objectTypesOf(schema)
    .filter((type) => !roots.has(type) && !readScopeOf(type))
    .map((type) => `type ${type.name} has neither @ReadScope(scope) nor @PublicType()`);
}

/** A payload with a field that may not be null could not carry a business failure: the whole answer would become one error. */
function unfailingPayloads(schema: GraphQLSchema): string[] {
  const payloads = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => getNamedType(field.type));
  return [...new Set(payloads)].flatMap((type) => {
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    if (!fields.some((field) => field.name === 'userErrors')) return [];
    return fields
      .filter((field) => field.name !== 'userErrors' && isNonNullType(field.type))
      .map(
        (field) => `${type.name}.${field.name} must be nullable, because a payload with userErrors has nothing else`,
      );
  });
}

export const objectTypesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
  );

export const rootTypesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type): type is GraphQLObjectType => type !== null && type !== undefined,
  );

/** Names of the object types that some field leads to, the interface Node apart, which every type with an id implements. */
export function reachableTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting: GraphQLNamedType[] = [...rootTypesOf(schema)];
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (seen.has(type.name) || type.name === 'Node') continue;
    seen.add(type.name);
    if (isAbstractType(type)) waiting.push(...schema.getPossibleTypes(type));
    else if (isObjectType(type))
      waiting.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)));
  }
  return seen;
}

/** Compiled queries forget the defaults of inputs: a field with one would be refused as missing, but only from the second call on. */
function defaultedInputs(schema: GraphQLSchema): string[] {
  const inputs = Object.values(schema.getTypeMap()).filter((type) => isInputObjectType(type));
  return inputs.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => field.defaultValue !== undefined)
      .map((field) => `${type.name}.${field.name} must be nullable instead of having a default value`),
  );
}
