import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor/actor.js';
import { audit } from '../audit/audit.js';
import type { TenantTx } from '../database/tenant-tx.js';
import { notFound, UserError } from '../errors/errors.js';
import { defineEvent, Events } from '../events/events.js';
import { Live } from '../live/live.js';
import type { OperationCounts } from './operation.js';
import { hasEnded } from './operation.js';
import {
  addOperation,
  closeOperation,
  moveOperation,
  operationsByIds,
  operationStateKept,
  type OperationReach,
} from './operation.queries.js';

/** Long work is over, in whatever way: what waits for it is told in the transaction that ended it. */
export const operationEnded = defineEvent<{ operationId: string }>('operation.ended');

/** Of `error`: what is longer is cut. */
const LONGEST_ERROR = 500;

export const operationTopic = (id: string): string => `operation:${id}`;

/**
 * Long work of an agency, such as a regrading or an import: it is started in the transaction of its first task, its tasks tell how far it
 * has come, and the last of them ends it. Everything here runs in the caller's transaction, so that work and progress are one fact.
 */
@Injectable()
export class Operations {
  constructor(
    private readonly events: Events,
    private readonly live: Live,
  ) {}

  /**
   * Starts an operation; add its first task in the same transaction.
   * @param kind in capitals, 2 to 50 characters: `REGRADE`
   * @returns its UUID
   */
  async start(tx: TenantTx, actor: Actor, kind: string): Promise<string> {
    const id = uuidv7();
    await addOperation(tx, { id, kind, startedBy: actor.principalId });
    return id;
  }

  /**
   * Tells how far it has come; a count that is lower than before changes nothing. The first call makes it RUNNING. After a cancellation
   * the counts may still come up to what had been done by then.
   * @param counts.total null while it is not known
   */
  async progress(tx: TenantTx, id: string, counts: OperationCounts): Promise<void> {
    if (await moveOperation(tx, id, counts)) this.live.announce(tx, operationTopic(id));
  }

  /**
   * Whether a piece of it is still wanted: ask in the transaction that stores the piece. Until that ends, nobody can cancel it, so that
   * nothing is added to what was cancelled.
   */
  async isWanted(tx: TenantTx, id: string): Promise<boolean> {
    const state = await operationStateKept(tx, id);
    return state !== null && !hasEnded(state);
  }

  /** Ends it with its result, ids and counts of at most 8,000 characters as JSON. Does nothing to one that has ended. */
  async finish(tx: TenantTx, actor: Actor, id: string, result: Record<string, unknown>): Promise<void> {
    if (await closeOperation(tx, id, { state: 'DONE', result })) await this.ended(tx, actor, id);
  }

  /**
   * Ends it because it cannot go on. Does nothing to one that has ended.
   * @param error what whoever started it may be told: never an exception's own words
   */
  async fail(tx: TenantTx, actor: Actor, id: string, error: string): Promise<void> {
    if (await closeOperation(tx, id, { state: 'FAILED', error: error.slice(0, LONGEST_ERROR) })) {
      await this.ended(tx, actor, id);
    }
  }

  /**
   * Ends it because a person says so. What was done stays; again is the same.
   * @throws UserError NOT_FOUND, WRONG_STATE when it is done or has failed
   */
  async cancel(tx: TenantTx, actor: Actor, reach: OperationReach, id: string): Promise<void> {
    const [operation] = await operationsByIds(tx, reach, [id]);
    if (!operation) throw notFound('input.operationId', 'operation');
    if (await closeOperation(tx, id, { state: 'CANCELLED' })) {
      const { kind } = operation;
      await audit(tx, actor, {
        action: 'operation.cancelled',
        entityType: 'Operation',
        entityId: id,
        details: { kind },
      });
      return this.ended(tx, actor, id);
    }
    if ((await operationStateKept(tx, id)) === 'CANCELLED') return;
    throw new UserError('WRONG_STATE', 'input.operationId', 'this operation has ended already');
  }

  private async ended(tx: TenantTx, actor: Actor, id: string): Promise<void> {
    await this.events.publish(tx, actor, operationEnded, { operationId: id });
    this.live.announce(tx, operationTopic(id));
  }
}
