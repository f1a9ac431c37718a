import { Inject, Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forbidden } from '../errors/errors.js';
import type { Actor } from '../actor/actor.js';
import { SqlSession } from './sql-session.js';
import type { TenantTx } from './tenant-tx.js';

/** Injection token of the data source with the role `operator`, which alone writes schema `control`. */
export const CONTROL_SOURCE = Symbol('control data source');

export type ControlTx = Pick<TenantTx, 'query'>;

/** Schema `control` (the agency list, operators, signing keys): no agency is set, so no agency's row can be seen. */
@Injectable()
export class ControlDb {
  constructor(@Optional() @Inject(CONTROL_SOURCE) private readonly source: DataSource | null) {}

  /** @throws FORBIDDEN unless the actor is an operator */
  async run<T>(actor: Actor, work: (tx: ControlTx) => Promise<T>): Promise<T> {
    if (actor.kind !== 'OPERATOR' || !this.source) throw forbidden('agency:provision');
    const session = await SqlSession.open(this.source, 'begin', null);
    let result: T;
    try {
      result = await work(session.tx(''));
    } catch (error) {
      await session.rollback();
      throw error;
    }
    await session.commit();
    return result;
  }
}
