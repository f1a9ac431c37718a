import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That an entry is free again; one at most for an allocation, never changed. */
@Entity('allocation_releases')
export class AllocationReleaseEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') allocationId: string;
  @Column('text') reason: string;
  @Column('uuid') releasedBy: string;
  @Column('timestamptz') releasedAt: Date;
}
