import type { RubricPurpose } from '#curricula';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GradeState } from '../grade-state.js';

export type OfficialDecision = Exclude<GradeState, 'PROPOSED'>;

/** A decision about a session for one purpose. Added, never edited: that of the highest round is the official one. */
@Entity('grade_decisions')
export class GradeDecisionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('text') purpose: RubricPurpose;
  /** 0 for the first decision, 1 for the one on an appeal against it. */
  @Column('smallint') round: 0 | 1;
  /** null for the first decision. */
  @Column('uuid', { nullable: true }) appealId: string | null;
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
