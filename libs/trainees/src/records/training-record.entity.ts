import { Column, Entity, PrimaryColumn } from 'typeorm';

export const RECORD_SOURCES = ['SESSION', 'ATTENDANCE', 'OUTSIDE', 'CORRECTION'] as const;
export type RecordSource = (typeof RECORD_SOURCES)[number];

export type Capacity = 'STUDENT' | 'INSTRUCTOR';

/** One entry of the ledger; added, never changed. Decimals arrive as text. */
@Entity('training_records')
export class TrainingRecordEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') traineeId: string;
  /** null for training earned elsewhere. */
  @Column('uuid', { nullable: true }) courseVersionId: string | null;
  @Column('uuid', { nullable: true }) presentationId: string | null;
  /** The course's approved hours, never elapsed time. */
  @Column('numeric', { precision: 6, scale: 2 }) hours: string;
  @Column('text', { array: true }) categories: string[];
  @Column('text') courseCode: string;
  @Column('text') delivery: string;
  @Column('text') provider: string;
  @Column('date') completedOn: string;
  /** Percent. */
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) score: string | null;
  @Column('text') source: RecordSource;
  @Column('uuid') sourceId: string;
  /** The entry that this one replaces entirely. */
  @Column('uuid', { nullable: true }) correctsId: string | null;
  /** Why the entry that it replaces was wrong; null for what is no correction. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) collegeCreditUnit: string | null;
  @Column('numeric', { precision: 6, scale: 2, nullable: true }) collegeCreditAmount: string | null;
  @Column('text', { nullable: true }) testCode: string | null;
  @Column('boolean', { nullable: true }) testPassed: boolean | null;
  @Column('text', { nullable: true }) credentialType: string | null;
  @Column('date', { nullable: true }) credentialValidTo: string | null;
  @Column('text') capacity: Capacity;
  /** Of training earned elsewhere, which document proves it. */
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz') recordedAt: Date;
}
