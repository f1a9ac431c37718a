import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType, TypeMetadataStorage } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { nounOf } from '../ids/global-id.js';
import { PublicType } from './allow.js';
import { encodeCursor, type CursorKey } from './cursor.js';

/** Above it is an error, never a silent cap: a client that asked for 500 and got 100 would believe it has all. */
export const MOST_PER_PAGE = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: `How many to return, 1 to ${MOST_PER_PAGE}; more is an error.` })
  @IsInt()
  @Min(1)
  @Max(MOST_PER_PAGE)
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before; nothing for the first page.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  after?: string | null;
}

@ObjectType({ description: 'Where a page ends. Lists are read forwards only.' })
@PublicType()
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Always false: lists are read forwards only.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry, for `after`; null on an empty page.' })
  endCursor: string | null;
}

export interface PageEdge<N> {
  cursor: string;
  node: N;
}

export interface Page<N> {
  readonly edges: PageEdge<N>[];
  nodes: N[];
  pageInfo: PageInfo;
}

/**
 * The Relay connection type of an object type, with its edge: `export const CohortConnection = Connection(Cohort)`.
 * The object type must be declared above it.
 */
export function Connection<N extends object>(node: Type<N>): Type<Page<N>> {
  const name = TypeMetadataStorage.getObjectTypeMetadataByTarget(node)?.name ?? node.name;
  const noun = nounOf(name);

  @ObjectType(`${name}Edge`, { description: `A ${noun} within a page.` })
  @PublicType()
  class Edge implements PageEdge<N> {
    @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
    cursor: string;

    @Field(() => node, { description: `The ${noun}.` })
    node: N;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list: ${noun}, in a stable order.` })
  @PublicType()
  class ConnectionType implements Page<N> {
    @Field(() => [Edge], { description: 'The entries of the page, each with its cursor.' })
    edges: Edge[];

    @Field(() => [node], { description: 'The entries of the page, without cursors.' })
    nodes: N[];

    @Field(() => PageInfo, { description: 'Where the page ends.' })
    pageInfo: PageInfo;
  }

  return ConnectionType;
}

/** How many rows to fetch for a page: the one more tells whether there is a next page. */
export const rowsToFetch = (page: PageArgs): number => page.first + 1;

/**
 * A page of rows that were fetched with `limit rowsToFetch(page)` after the cursor, in the list's order.
 * @param keysOf the sort keys of a row, as `decodeCursor` will want them
 */
export function connectionFrom<Row, N>(
  rows: readonly Row[],
  page: PageArgs,
  keysOf: (row: Row) => readonly CursorKey[],
  nodeOf: (row: Row) => N,
): Page<N> {
  const shown = rows.length > page.first ? rows.slice(0, page.first) : rows;
  const nodes = shown.map(nodeOf);
  const cursorOf = (index: number): string => encodeCursor(keysOf(shown[index] as Row));
  return {
    // Most clients ask for nodes alone, and a hundred cursors take as long to make as the rest of a page.
    get edges() {
      return nodes.map((node, index) => ({ cursor: cursorOf(index), node }));
    },
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: false,
      startCursor: nodes.length > 0 ? cursorOf(0) : null,
      endCursor: nodes.length > 0 ? cursorOf(nodes.length - 1) : null,
    },
  };
}
