import { Column, Entity, PrimaryColumn } from 'typeorm';

export type VerificationDecision = 'APPROVED' | 'REJECTED';

/** What a second person decided about an entry of training earned elsewhere; added, never changed. */
@Entity('outside_training_verifications')
export class OutsideTrainingVerificationEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') recordId: string;
  @Column('text') decision: VerificationDecision;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
}
