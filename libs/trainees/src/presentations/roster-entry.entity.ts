import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('roster_entries')
export class RosterEntryEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('uuid') traineeId: string;
  @Column('timestamptz') createdAt: Date;
}
