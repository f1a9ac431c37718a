import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExportProblem } from './export.js';

/** What came of an export, once. */
@Entity('export_outcomes')
export class ExportOutcomeEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') exportId: string;
  /** Null where a board would refuse it, so that there is no file. */
  @Column('uuid', { nullable: true }) blobId: string | null;
  /** Lines after the names. */
  @Column('int') rows: number;
  @Column('int') problemCount: number;
  @Column('int') blockingCount: number;
  /** The first of them. */
  @Column('jsonb') problems: ExportProblem[];
  @Column('timestamptz') endedAt: Date;
}
