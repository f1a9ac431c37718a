import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One request of a state auditor, answered or refused. Added, never changed. */
@Entity('auditor_accesses')
export class AuditorAccessEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') principalId: string;
  @Column('timestamptz') at: Date;
  @Column('text', { nullable: true }) operationName: string | null;
  /** What was asked for, as `auditView.presentations`. */
  @Column('text', { array: true }) fields: string[];
  /** `OK`, or the code of the first error. */
  @Column('text') outcome: string;
  @Column('int') membersSeen: number;
  @Column('text') requestId: string;
}
