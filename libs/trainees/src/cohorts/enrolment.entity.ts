import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ENROLMENT_STATES = ['ENROLLED', 'WITHDRAWN'] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

@Entity('enrolments')
export class EnrolmentEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') traineeId: string;
  @Column('text') state: EnrolmentState;
  @Column('timestamptz') createdAt: Date;
}
