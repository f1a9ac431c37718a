import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Finding, GradeComparison } from './compare-grades.js';
import type { RecordEffect } from './record-effect.js';
import type { RegradeFailure } from './regrade-failure.js';

/** WAITING, then HANDED_OUT as a task; then PROPOSED beside the grade before it, or FAILED. */
export type RegradeItemState = 'WAITING' | 'HANDED_OUT' | 'PROPOSED' | 'FAILED';

/** One session of a regrade. What it was compared with is as it stood then: the report does not change after it. */
@Entity('regrade_items')
export class RegradeItemEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') regradeId: string;
  @Column('uuid') sessionId: string;
  @Column('text') state: RegradeItemState;
  @Column('text', { nullable: true }) failure: RegradeFailure | null;
  /** The proposal of this grader version, made by this regrade or before it. */
  @Column('uuid', { nullable: true }) gradeId: string | null;
  @Column('uuid', { nullable: true }) decisionId: string | null;
  /** The proposal that stood. */
  @Column('uuid', { nullable: true }) beforeGradeId: string | null;
  /** What the session had earned. */
  @Column('uuid', { nullable: true }) recordId: string | null;
  @Column('text', { nullable: true }) finding: Finding | null;
  @Column('text', { nullable: true }) recordEffect: RecordEffect | null;
  /** Of `severityOf`. */
  @Column('smallint', { nullable: true }) severity: number | null;
  @Column('jsonb', { nullable: true }) comparison: GradeComparison | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
}
