import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A threshold that an admin set. Added, never edited: the newest is in force. */
@Entity('calibration_thresholds')
export class CalibrationThresholdEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('numeric', { precision: 3, scale: 2 }) weightedKappa: number;
  @Column('int') sessions: number;
  @Column('uuid') setBy: string;
  @Column('timestamptz') setAt: Date;
}
