import { Column, Entity, PrimaryColumn } from 'typeorm';

export const RECORD_SOURCES = ['SESSION', 'CORRECTION'] as const;
export type RecordSource = (typeof RECORD_SOURCES)[number];

/** One entry of the ledger; added, never changed. Decimals arrive as text. */
@Entity('training_records')
export class TrainingRecordEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') traineeId: string;
  @Column('uuid') courseVersionId: string;
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
  @Column('uuid') recordedBy: string;
  @Column('timestamptz') recordedAt: Date;
}
