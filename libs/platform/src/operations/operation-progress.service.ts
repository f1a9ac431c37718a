import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import { notFound } from '../errors/errors.js';
import { Live } from '../live/live.js';
import type { Subscriber } from '../subscriptions/subscriber.js';
import { hasEnded } from './operation.js';
import { operationsByIds, type Operation } from './operation.queries.js';
import { operationTopic } from './operations.js';

/** What a lost announcement may cost a viewer, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/** Follows an operation: the database says how far it is, the live channel when to look. */
@Injectable()
export class OperationProgressService {
  constructor(
    private readonly db: TenantDb,
    private readonly live: Live,
  ) {}

  /**
   * How it stands now, and again after each change, until it has ended.
   * @throws UserError NOT_FOUND when there is no such operation that the subscriber may see
   */
  async follow(subscriber: Subscriber, id: string): Promise<AsyncGenerator<Operation>> {
    const agencyId = await subscriber.now(async (actor) => {
      await this.at(actor, id);
      return actor.agencyId as string;
    });
    return this.steps(subscriber, agencyId, id);
  }

  /** @throws UserError NOT_FOUND when it is not the actor's to see */
  async at(actor: Actor, id: string): Promise<Operation> {
    const reach = actor.reach('operation:read');
    const [operation] = await this.db.read(actor, (tx) => operationsByIds(tx, reach, [id]));
    if (!operation) throw notFound('operationId', 'operation');
    return operation;
  }

  private async *steps(subscriber: Subscriber, agencyId: string, id: string): AsyncGenerator<Operation> {
    let told = '';
    // Before the first look: what is announced between the two would be heard by nobody.
    const wakeUps = await this.live.wakeUps(agencyId, operationTopic(id), LOOK_AGAIN_MS, subscriber.ended);
    try {
      do {
        const operation = await subscriber.now((actor) => this.at(actor, id));
        const { state, done, failed, total } = operation;
        const now = JSON.stringify([state, done, failed, total]);
        if (now !== told) yield operation;
        told = now;
        if (hasEnded(state)) return;
      } while (await wakeUps.next());
    } finally {
      wakeUps.close();
    }
  }
}
