import type { RubricPurpose } from '#curricula';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RatedParts } from '../calibration/rated-parts.js';
import type { Review } from '../review.js';
import type { Score } from '../score.js';

/** A review as it was submitted: with why, where the reviewer said why. */
export interface SubmittedContent extends Review {
  levels: (Review['levels'][number] & { reason: string | null })[];
}

/** A reviewer's own complete set of levels for one session and purpose. Added once per reviewer, never edited. */
@Entity('reviews')
export class ReviewEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  /** The proposal that stood when it was submitted. */
  @Column('uuid') gradeId: string;
  @Column('uuid') reviewerId: string;
  /** What the rubric version it was written by is for: only CERTIFICATION can be signed. */
  @Column('text') purpose: RubricPurpose;
  @Column('jsonb') content: SubmittedContent;
  @Column('jsonb') score: Score;
  /** Points of 100. */
  @Column('numeric', { precision: 4, scale: 1 }) final: number;
  /** Whether the numbers meet the pass rule; without a signature it certifies nothing. */
  @Column('boolean') passed: boolean;
  @Column('timestamptz') submittedAt: Date;
  /** The proposal that the reviewer had opened before; null for a blind review. */
  @Column('uuid', { nullable: true }) prefilledGradeId: string | null;
  /** What the review says, without evidence; the database derives it, and only calibration reads it. */
  @Column({ type: 'jsonb', insert: false, update: false }) rated?: RatedParts;
}
