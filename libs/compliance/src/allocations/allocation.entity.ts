import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That an entry of the ledger was used for something else; added, never changed. */
@Entity('allocations')
export class AllocationEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  @Column('uuid') trainingRecordId: string;
  @Column('text') purpose: string;
  @Column('text') reason: string;
  @Column('uuid') allocatedBy: string;
  @Column('timestamptz') allocatedAt: Date;
}
