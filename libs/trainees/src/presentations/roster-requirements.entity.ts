import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the board of the agency asks of a roster; added, never changed. The newest is in force. */
@Entity('roster_requirements')
export class RosterRequirementsEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** The system of external ids by which the board knows a trainee; null where it asks for none. */
  @Column('text', { nullable: true }) stateIdSystem: string | null;
  /** Days between opening a presentation and its first day; null where it asks for none. */
  @Column('integer', { nullable: true }) requestDaysBefore: number | null;
  @Column('uuid') setBy: string;
  @Column('timestamptz') setAt: Date;
}
