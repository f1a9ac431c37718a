import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewDifference } from './review-difference.js';

/** A proof session that was picked for review by two people, and what they said differently. */
@Entity('second_reviews')
export class SecondReviewEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') sessionId: string;
  /** The share that picked it, in percent. */
  @Column('smallint') percent: number;
  @Column('timestamptz') pickedAt: Date;
  @Column('uuid', { nullable: true }) firstReviewId: string | null;
  /** Another person's. */
  @Column('uuid', { nullable: true }) secondReviewId: string | null;
  @Column('jsonb', { nullable: true }) difference: ReviewDifference | null;
  /** Whether the difference is to be looked at; null before both are in. */
  @Column('boolean', { nullable: true }) differs: boolean | null;
  @Column('timestamptz', { nullable: true }) comparedAt: Date | null;
  /** When the session was invalidated before both were in. */
  @Column('timestamptz', { nullable: true }) cancelledAt: Date | null;
}
