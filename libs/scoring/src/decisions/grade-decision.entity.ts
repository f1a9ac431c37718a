import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GradeState } from '../grade-state.js';

export type OfficialDecision = Exclude<GradeState, 'PROPOSED'>;

/** The one official decision about a session. Added, never edited. */
@Entity('grade_decisions')
export class GradeDecisionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('uuid', { nullable: true }) gradeId: string | null;
  /** The review that was signed; null for INVALIDATED. */
  @Column('uuid', { nullable: true }) reviewId: string | null;
  @Column('text') decision: OfficialDecision;
  @Column('text', { nullable: true }) reason: string | null;
  /** Who attests who played a session offline. */
  @Column('text', { nullable: true }) proctorAttestation: string | null;
  /** Points of 100; null for INVALIDATED. */
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) final: number | null;
  @Column('boolean', { nullable: true }) passed: boolean | null;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
}
