import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ASSIGNMENT_MODES = ['PRACTICE', 'PROOF'] as const;
export type AssignmentMode = (typeof ASSIGNMENT_MODES)[number];

@Entity('assignments')
export class AssignmentEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') traineeId: string;
  @Column('uuid', { nullable: true }) cohortId: string | null;
  @Column('uuid', { nullable: true }) presentationId: string | null;
  @Column('uuid') scenarioVersionId: string;
  @Column('uuid') rubricVersionId: string;
  @Column('text') mode: AssignmentMode;
  /** The device that may take it offline; null for a session played live. */
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('uuid') assignedBy: string;
  @Column('timestamptz') createdAt: Date;
}
