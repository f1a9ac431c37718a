import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proof session that a reviewer from outside may review, for as long as their invitation lasts. */
@Entity('external_assignments')
export class ExternalAssignmentEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reviewerId: string;
  @Column('uuid') sessionId: string;
  @Column('uuid') assignedBy: string;
  @Column('timestamptz') assignedAt: Date;
}
