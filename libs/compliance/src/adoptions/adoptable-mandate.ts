import type { TenantTx } from '#platform';
import { OWN_PREFIX } from '../mandates/read-mandate-pack.js';
import { publishedMandate } from '../policies/agency-mandates.queries.js';
import { libraryMandate, type LibraryMandate } from './adopted-mandates.queries.js';

/** A mandate version that the agency may adopt, of the library or published by itself; null when there is none of this name. */
export function adoptableMandate(tx: TenantTx, code: string, version: string): Promise<LibraryMandate | null> {
  return code.startsWith(OWN_PREFIX) ? publishedMandate(tx, code, version) : libraryMandate(tx, code, version);
}
