import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import type { DynamicModule, Type } from '@nestjs/common';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { assertEveryRootFieldDeclares, describeRootTypes } from './declarations.js';
import { NodeResolver } from './node.js';
import { BUILD_SCHEMA_OPTIONS } from './schema-options.js';

/** The keys under which Nest keeps what `@Module` and `@Resolver` were given. */
const PROVIDERS = 'providers';
const IMPORTS = 'imports';
const RESOLVER = 'graphql:resolver_type';

type ModuleLike = Type | DynamicModule | Promise<DynamicModule> | { forwardRef: () => Type };

/** The schema of the API with these contexts, without starting any of them: no database, no configuration. */
export async function buildSchema(modules: readonly (Type | DynamicModule)[]): Promise<GraphQLSchema> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: ['error'] });
  try {
    const resolvers = [NodeResolver, ...resolversOf(modules)];
    const schema = await app.get(GraphQLSchemaFactory).create(resolvers, BUILD_SCHEMA_OPTIONS);
    assertEveryRootFieldDeclares(schema);
    return describeRootTypes(schema);
  } finally {
    await app.close();
  }
}

/** Sorted, so that a diff shows what changed and not where it stands. */
export const printSorted = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;

/** Everything in the schema that has no description, as `Type`, `Type.field` or `Type.field(argument)`. */
export function undescribed(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [...(type.description ? [] : [type.name]), ...undescribedWithin(type)])
    .sort();
}

function undescribedWithin(type: GraphQLNamedType): string[] {
  const missing: string[] = [];
  if (isEnumType(type)) {
    for (const value of type.getValues()) if (!value.description) missing.push(`${type.name}.${value.name}`);
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (!field.description) missing.push(`${type.name}.${field.name}`);
    }
  } else if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (!field.description) missing.push(`${type.name}.${field.name}`);
      for (const argument of field.args) {
        if (!argument.description) missing.push(`${type.name}.${field.name}(${argument.name})`);
      }
    }
  }
  return missing;
}

function resolversOf(modules: readonly (Type | DynamicModule)[]): Type[] {
  const seen = new Set<unknown>();
  const found = new Set<Type>();
  const visit = (module: ModuleLike): void => {
    if (seen.has(module) || module instanceof Promise || 'forwardRef' in module) return;
    seen.add(module);
    const type = typeof module === 'function' ? module : module.module;
    const dynamic = typeof module === 'function' ? undefined : module;
    for (const provider of [...listed(PROVIDERS, type), ...(dynamic?.providers ?? [])]) {
      if (typeof provider === 'function' && Reflect.hasMetadata(RESOLVER, provider)) found.add(provider as Type);
    }
    for (const imported of [...listed(IMPORTS, type), ...(dynamic?.imports ?? [])]) visit(imported as ModuleLike);
  };
  modules.forEach(visit);
  return [...found];
}

const listed = (key: string, module: Type): unknown[] =>
  (Reflect.getMetadata(key, module) as unknown[] | undefined) ?? [];
