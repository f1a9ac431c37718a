import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterState } from './roster-state.js';

@Entity('presentations')
export class PresentationEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') courseVersionId: string;
  @Column('uuid') instructorId: string;
  @Column('date') startsOn: string;
  @Column('date') endsOn: string;
  @Column('text') location: string;
  /** The last of its roster_states, kept here so that a report joins one row. */
  @Column('text') rosterState: RosterState;
  @Column('timestamptz') createdAt: Date;
}
