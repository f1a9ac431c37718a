import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an agency has its sessions reviewed. */
@Entity('review_settings')
export class ReviewSettingsEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** Percent of proof sessions that two people review, 0 to 100. */
  @Column('smallint') secondReviewPercent: number;
  /** While fewer than these were picked in thirty days, half of the sessions are. */
  @Column('smallint') secondReviewFloor: number;
  /** Keys the hash that picks; never shown. */
  @Column('uuid') sampleKey: string;
  @Column('timestamptz') changedAt: Date;
}
