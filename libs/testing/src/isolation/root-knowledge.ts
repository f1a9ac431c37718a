import type { RootField } from './document.js';
import { idPaths, type KnownValues } from './input-values.js';

/** What the generator has to be told of one root field. Reviewed: see knowledge.ts. */
export interface RootKnowledge {
  /** The type that an id input names, by path, where its name alone does not say. */
  ids?: Readonly<Record<string, string>>;
  /** Valid values, by path. */
  values?: KnownValues;
  /** Other values while the id at this path is attacked. */
  attacking?: Readonly<Record<string, KnownValues>>;
  /** Ids that are never looked up, by path, each with the reason. */
  notLookedUp?: Readonly<Record<string, string>>;
  /** Ids that may be of any type, by path. */
  anyType?: readonly string[];
  /** Why a list shows its owners nothing of the agency's own. */
  showsNothing?: string;
  /** Text inputs of any length, by path, each with the reason. */
  anyLength?: Readonly<Record<string, string>>;
}

export interface Knowledge {
  /** The type that an id input names, by the last part of its path, without a plural s. */
  idTypes: Readonly<Record<string, string>>;
  /** Every root field of the schema. */
  roots: Readonly<Record<string, RootKnowledge>>;
}

const idName = (path: string): string => (path.split('.').at(-1) ?? path).replace(/Ids$/, 'Id');

/** The type that an id input names; undefined where the generator was not told. */
export const typeAt = (knowledge: Knowledge, root: RootField, path: string): string | undefined =>
  knowledge.roots[root.name]?.ids?.[path] ?? knowledge.idTypes[idName(path)];

/** What the generator was not told and must be: a new root field, or an id input whose type nobody said. */
export function unknownTo(knowledge: Knowledge, root: RootField): string[] {
  if (!(root.name in knowledge.roots)) return [`${root.name}: the generator does not know this root field`];
  return idPaths(root.field)
    .filter((path) => root.name !== 'Query.node' && !typeAt(knowledge, root, path))
    .map((path) => `${root.name}: the generator does not know what ${path} names`);
}
