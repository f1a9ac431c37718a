import { createHash } from 'node:crypto';
import type { Actor } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';
import { UserError } from '../errors/errors.js';

/** JSON with sorted keys, so that the same input has the same digest whatever order a client sends it in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/**
 * Runs `work` once per (principal, key). The same key and input gives the first result; a concurrent repeat waits for the
 * first to commit. A business failure rolls the key back with everything else, so the client may try again with it.
 * @param result of `work`: ids, as JSON; the client's selection is resolved again from them
 * @throws UserError KEY_REUSED when the key came before with another input or mutation
 */
export async function idempotent<R extends Record<string, unknown>>(
  tx: TenantTx,
  actor: Actor,
  mutation: string,
  key: string,
  input: unknown,
  work: () => Promise<R>,
): Promise<R> {
  const digest = digestOf(input);
  const claimed = await tx.query(
    `insert into idempotency_keys (agency_id, principal_id, key, mutation, input_digest) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning key`,
    [tx.agencyId, actor.principalId, key, mutation, digest],
  );
  if (claimed.length === 0) {
    const [first] = await tx.query<{ mutation: string; input_digest: string; result: R }>(
      'select mutation, input_digest, result from idempotency_keys where agency_id = $1 and principal_id = $2 and key = $3',
      [tx.agencyId, actor.principalId, key],
    );
    if (!first || first.mutation !== mutation || first.input_digest !== digest) {
      throw new UserError('KEY_REUSED', 'input.idempotencyKey', 'this idempotency key came before with another input');
    }
    return first.result;
  }
  const result = await work();
  await tx.query('update idempotency_keys set result = $4 where agency_id = $1 and principal_id = $2 and key = $3', [
    tx.agencyId,
    actor.principalId,
    key,
    JSON.stringify(result),
  ]);
  return result;
}
