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
  /** How many can take part; null where nobody said. */
  @Column('integer', { nullable: true }) seats: number | null;
  @Column('timestamptz', { nullable: true }) cancelledAt: Date | null;
  @Column('text', { nullable: true }) cancelReason: string | null;
  @Column('timestamptz') createdAt: Date;
}
