import { Extensions } from '@nestjs/graphql';
import { isAbstractType, isObjectType, type GraphQLField, type GraphQLNamedType } from 'graphql';
import { readScopeOf } from './allow.js';

/** Where a declared cost lives in the built schema. */
const COST = 'parleyCost';

/** Points of the dearest operation that is answered: a hundred rows with two pages of a hundred each, and no more. */
export const MOST_POINTS = 25_000;
/** What a mutation costs before what it returns: it writes, audits and adds tasks. */
export const MUTATION_POINTS = 10;
/** What a root field of a query costs before what it returns: at least one statement. */
export const QUERY_POINTS = 1;
/** Objects that a list without `first` is taken to hold, until it is known. */
export const UNKNOWN_LIST = 5;

/**
 * On a field that works harder than its objects tell: points, where one point is about one row read by its key and put into
 * the answer. It is added once for each time the field is answered.
 */
export const Cost = (points: number): MethodDecorator => Extensions({ [COST]: points });

export const declaredCostOf = (field: GraphQLField<unknown, unknown>): number =>
  (field.extensions[COST] as number | undefined) ?? 0;

/** Points of one object: none for what only wraps others (a payload, an edge, the end of a page). */
export const pointsOf = (type: GraphQLNamedType): number =>
  isAbstractType(type) || (readScopeOf(type)?.scope ?? null) !== null ? 1 : 0;

/** A page by the Relay specification: the rows that it counts stand in `nodes` and in the edges. */
export const isConnection = (type: GraphQLNamedType): boolean =>
  isObjectType(type) && type.name.endsWith('Connection') && 'pageInfo' in type.getFields();
