import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ExemptionKind = 'EXEMPTION' | 'WAIVER';

/** A recorded decision that excuses a member from a mandate; added, never changed. Both days inclusive. */
@Entity('exemptions')
export class ExemptionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  @Column('text') mandateCode: string;
  @Column('text') kind: ExemptionKind;
  @Column('text') code: string;
  @Column('date') validFrom: string;
  @Column('date', { nullable: true }) validTo: string | null;
  @Column('text') reason: string;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
}
