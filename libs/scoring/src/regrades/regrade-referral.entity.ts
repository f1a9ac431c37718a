import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's request that reviewers look again at one session of a regrade. Added once, never edited. */
@Entity('regrade_referrals')
export class RegradeReferralEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') itemId: string;
  @Column('uuid') sessionId: string;
  @Column('text') reason: string;
  @Column('uuid') referredBy: string;
  @Column('timestamptz') referredAt: Date;
}
