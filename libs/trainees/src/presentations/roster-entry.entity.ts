import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('roster_entries')
export class RosterEntryEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('uuid') traineeId: string;
  /** When a correction took them off it; null while they are on it. */
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @Column('timestamptz') createdAt: Date;
}
