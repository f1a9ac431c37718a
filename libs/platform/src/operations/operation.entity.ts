import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OperationState } from './operation.js';

/** Long work of an agency: what it is, how far it has come, and how it ended. */
@Entity('operations')
export class OperationEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** In capitals, of the context that does it: `REGRADE`. */
  @Column('text') kind: string;
  @Column('text') state: OperationState;
  @Column('int') done: number;
  @Column('int') failed: number;
  @Column('int', { nullable: true }) total: number | null;
  /** The member or service account that started it. */
  @Column('uuid') startedBy: string;
  /** Small: what is large is read elsewhere, by its id. */
  @Column('jsonb', { nullable: true }) result: Record<string, unknown> | null;
  /** Why it failed, as whoever may read it may be told. */
  @Column('text', { nullable: true }) error: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
}
