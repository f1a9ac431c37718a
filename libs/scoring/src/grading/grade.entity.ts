import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RatedParts } from '../calibration/rated-parts.js';
import type { GradeLabel } from '../grade-state.js';
import type { GraderKind, ProposedGrade } from '../proposal.js';

/** One grader's proposal for one session. Added, never edited. */
@Entity('grades')
export class GradeEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('uuid') rubricVersionId: string;
  @Column('text') grader: GraderKind;
  @Column('text') graderVersion: string;
  /** The registered model that judged; null for graders that are rules. */
  @Column('uuid', { nullable: true }) modelVersionId: string | null;
  @Column('text') label: GradeLabel;
  @Column('jsonb') proposal: ProposedGrade;
  /** Points of 100; null where the grader abstained. */
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) final: number | null;
  @Column('numeric', { precision: 4, scale: 1 }) lowestFinal: number;
  @Column('numeric', { precision: 4, scale: 1 }) highestFinal: number;
  /** How many levels and bands the grader left to a person. */
  @Column('int') abstained: number;
  @Column('int') criticalFails: number;
  /** SHA-256 over the turns, the rubric and the proposal, in hexadecimal. */
  @Column('text') digest: string;
  /** The regrade that made it: such a proposal lies beside the others and never stands. */
  @Column('uuid', { nullable: true }) regradeId: string | null;
  @Column('timestamptz') createdAt: Date;
  /** What the proposal says, without evidence; the database derives it, and only calibration reads it. */
  @Column({ type: 'jsonb', insert: false, update: false }) rated?: RatedParts;
}
