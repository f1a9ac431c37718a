import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';

/** An event's name and, in its type, what it carries: ids only, for a handler re-reads. */
export interface EventDefinition<Body> {
  readonly name: string;
  /** Only a type: never set. */
  readonly body?: Body;
}

const defined = new Set<string>();

/** Declares an event once, in the context that publishes it. */
export function defineEvent<Body extends object>(name: string): EventDefinition<Body> {
  if (defined.has(name)) throw new Error(`the event ${name} is declared twice`);
  defined.add(name);
  return { name };
}

type Handler<Body> = (tx: TenantTx, actor: Actor, event: Body) => Promise<void>;

/** What must flow down the list of contexts. Handlers run in the publisher's transaction, and only write rows or add tasks. */
@Injectable()
export class Events {
  private readonly handlers = new Map<string, Handler<never>[]>();

  on<Body>(event: EventDefinition<Body>, handler: Handler<Body>): void {
    this.handlers.set(event.name, [...(this.handlers.get(event.name) ?? []), handler as Handler<never>]);
  }

  async publish<Body>(tx: TenantTx, actor: Actor, event: EventDefinition<Body>, body: Body): Promise<void> {
    for (const handler of this.handlers.get(event.name) ?? []) await (handler as Handler<Body>)(tx, actor, body);
  }
}
