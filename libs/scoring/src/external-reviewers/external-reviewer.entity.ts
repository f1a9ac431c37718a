import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An invitation of a reviewer from outside. Its id is the member's. */
@Entity('external_reviewers')
export class ExternalReviewerEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** Where they come from. */
  @Column('text') organisation: string;
  /** Whether they may sign or invalidate what is assigned to them. */
  @Column('boolean') maySign: boolean;
  @Column('timestamptz') expiresAt: Date;
  @Column('uuid') invitedBy: string;
  @Column('timestamptz') invitedAt: Date;
  @Column('uuid', { nullable: true }) revokedBy: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}
