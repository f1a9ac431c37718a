import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterState } from './roster-state.js';

/** One step in the life of a roster; added, never changed. */
@Entity('roster_states')
export class RosterStateEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('text') state: RosterState;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
}
