import { allowanceOf, covers, type Reach, type Scope } from '#platform';
import type { GraphqlAnswer } from '../graphql-client.js';
import type { RootField } from './document.js';

/** Somebody who calls the API. */
export interface Prober {
  /** For the report. */
  name: string;
  scopes: ReadonlyMap<Scope, Reach>;
  /** What is theirs to name, by type: an input that is not being attacked is filled with it. */
  ids: Readonly<Record<string, unknown>>;
  ask(document: string, variables: Record<string, unknown>): Promise<GraphqlAnswer>;
}

/** Who attacks what. */
export interface Attack {
  /** For the report: `another agency`. */
  axis: string;
  attackers: readonly Prober[];
  /** Who may see what is attacked: proves that a probe would have shown it. */
  owners: readonly Prober[];
  /** The victim's id of each type that is hidden from the attackers. */
  victimIds: Readonly<Record<string, unknown>>;
  /** Ids of the same types that name nothing. */
  missingIds: Readonly<Record<string, unknown>>;
  /** What an answer to an attacker must not hold, unless they sent it. */
  canaries: readonly string[];
  /** Whether a list without any id must show an owner some canary; not so where the attackers share most of what there is. */
  listsShowOwners: boolean;
  /** Ids, by type, that the attackers may see beside what is hidden: some attacker must, or hiding everything would pass. */
  inReach?: Readonly<Record<string, unknown>>;
  /** A digest of the victim's rows: must not change. */
  victimRows(): Promise<string>;
}

export const mayCall = (root: RootField, scopes: ReadonlyMap<Scope, Reach>): boolean => {
  const allowance = allowanceOf(root.field);
  if (!allowance) return false;
  if (allowance.public) return true;
  const held = scopes.get(allowance.scope);
  return held !== undefined && covers(held, allowance.reach);
};
