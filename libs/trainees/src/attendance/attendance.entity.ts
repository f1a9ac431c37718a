import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Capacity } from '../records/training-record.entity.js';

/** A line of the attendance sheet of a presentation; added, never changed. The last of a trainee counts. */
@Entity('attendances')
export class AttendanceEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('uuid') traineeId: string;
  @Column('boolean') attended: boolean;
  @Column('text') capacity: Capacity;
  /** Percent. */
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) score: string | null;
  @Column('boolean', { nullable: true }) testPassed: boolean | null;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz') recordedAt: Date;
}
