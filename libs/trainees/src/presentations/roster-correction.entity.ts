import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ROSTER_CHANGES = ['ADDED', 'REMOVED'] as const;
export type RosterChange = (typeof ROSTER_CHANGES)[number];

/** A correction of the sign-in sheet, on a line of its own; added, never changed. */
@Entity('roster_corrections')
export class RosterCorrectionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('uuid') traineeId: string;
  @Column('text') change: RosterChange;
  @Column('text') reason: string;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz') recordedAt: Date;
}
