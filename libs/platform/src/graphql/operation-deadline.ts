import type { FastifyReply } from 'fastify';
import type { Actor } from '../actor/actor.js';
import type { TenantDb } from '../database/tenant-db.js';
import { ParleyError } from '../errors/errors.js';

/**
 * Cuts an operation short at its deadline, and a read also when its client hangs up. A mutation whose client is gone goes on:
 * the client will ask with the same key what became of it, and the answer should be that it was done.
 * @param deadlineMs from now
 * @returns what ends the watch
 */
export function watchOperation(
  tenantDb: Pick<TenantDb, 'cancel'>,
  actor: Actor,
  reply: FastifyReply,
  deadlineMs: number,
  reads: boolean,
): () => void {
  const tooLong = (): void =>
    tenantDb.cancel(actor, new ParleyError('TIMEOUT', `the operation took more than ${deadlineMs / 1_000} s`));
  const timer = setTimeout(tooLong, deadlineMs);
  // A process that stops waits for its requests, not for their deadlines.
  timer.unref();
  if (!reads) return () => clearTimeout(timer);
  const hungUp = (): void => {
    if (!reply.raw.writableFinished) tenantDb.cancel(actor, new ParleyError('READ_CLOSED', 'the client hung up'));
  };
  reply.raw.once('close', hungUp);
  return () => {
    clearTimeout(timer);
    reply.raw.removeListener('close', hungUp);
  };
}
