import { Extensions } from '@nestjs/graphql';
import type { GraphQLField, GraphQLNamedType } from 'graphql';
import type { Reach, Scope } from '../actor/scope.js';

/** Where the declarations live in the built schema: the check reads the schema that runs, not the classes it came from. */
const ALLOW = 'parleyAllow';
const READ_SCOPE = 'parleyReadScope';

export type Allowance = { public: true } | { public: false; scope: Scope; reach: Reach };
/** The scope to select a type; null where the type carries no data of its own. */
export type ReadScopeDeclaration = { scope: Scope | null };

/** On a query, mutation or subscription method: who may call it at all. Which rows they see is the reach in SQL. */
export const Allow = (scope: Scope, reach: Reach = 'OWN'): MethodDecorator =>
  Extensions({ [ALLOW]: { public: false, scope, reach } satisfies Allowance });

/** On a query, mutation or subscription method that a caller without a token may use. */
export const Public = (): MethodDecorator => Extensions({ [ALLOW]: { public: true } satisfies Allowance });

/** On an object type: the scope to select it, wherever it is reached from. */
export const ReadScope = (scope: Scope): ClassDecorator =>
  Extensions({ [READ_SCOPE]: { scope } satisfies ReadScopeDeclaration }) as ClassDecorator;

/** On an object type with no data of its own: payloads, connections, edges. What it leads to declares its own scope. */
export const PublicType = (): ClassDecorator =>
  Extensions({ [READ_SCOPE]: { scope: null } satisfies ReadScopeDeclaration }) as ClassDecorator;

export const allowanceOf = (field: GraphQLField<unknown, unknown>): Allowance | undefined =>
  field.extensions[ALLOW] as Allowance | undefined;

export const readScopeOf = (type: GraphQLNamedType): ReadScopeDeclaration | undefined =>
  type.extensions[READ_SCOPE] as ReadScopeDeclaration | undefined;
