import type {
  DeepPartial,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
  ObjectLiteral,
  SelectQueryBuilder,
} from 'typeorm';

/** What a PostgreSQL parameter may be. Objects become JSON. */
export type SqlValue = string | number | boolean | bigint | Date | Buffer | null | undefined | object;

/**
 * One open transaction of one agency: every row read or written through it is the agency's own, by row-level security.
 * A function that starts with `tx` runs inside it and never opens another.
 */
export interface TenantTx {
  readonly agencyId: string;
  /** Rows of one statement with `$1` parameters. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  find<E extends ObjectLiteral>(entity: EntityTarget<E>, options?: FindManyOptions<E>): Promise<E[]>;
  findOne<E extends ObjectLiteral>(entity: EntityTarget<E>, options: FindOneOptions<E>): Promise<E | null>;
  count<E extends ObjectLiteral>(entity: EntityTarget<E>, options?: FindManyOptions<E>): Promise<number>;
  /** Inserts rows; `agencyId` is filled in. */
  insert<E extends ObjectLiteral>(entity: EntityTarget<E>, rows: DeepPartial<E> | DeepPartial<E>[]): Promise<void>;
  /** @returns the number of rows changed */
  update<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    where: FindOptionsWhere<E>,
    set: DeepPartial<E>,
  ): Promise<number>;
  /** @returns the number of rows removed */
  delete<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<number>;
  /**
   * Calls `hint` once the server has answered COMMIT, and never when it has not. Only for what may be lost: a crash in
   * between loses it. What must happen is a task.
   */
  afterCommit(hint: () => void): void;
  createQueryBuilder<E extends ObjectLiteral>(entity: EntityTarget<E>, alias: string): SelectQueryBuilder<E>;
}
