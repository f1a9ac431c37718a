import type { RubricPurpose } from '#curricula';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a review was made for an appeal. Its id is the review's own. */
@Entity('appeal_reviews')
export class AppealReviewEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('text') purpose: RubricPurpose;
  @Column('uuid') appealId: string;
  @Column('uuid') reviewerId: string;
  /** Of the appeal: the database refuses a review by either. */
  @Column('uuid') signerId: string;
  @Column('uuid') traineeId: string;
}
