import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CourseState = 'DRAFT' | 'APPROVED';

@Entity('course_versions')
export class CourseVersionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') courseId: string;
  @Column('integer') version: number;
  @Column('text') state: CourseState;
  /** The state board that approves it. */
  @Column('text') board: string;
  /** The board's number for the approved course; null while it is a draft. */
  @Column('text', { nullable: true }) controlNumber: string | null;
  /** Hours as PostgreSQL writes the decimal, for example `4.00`. */
  @Column('numeric', { precision: 6, scale: 2 }) hours: string;
  @Column('text', { array: true }) categories: string[];
  @Column('text') courseCode: string;
  @Column('text') delivery: string;
  /** Kinds of engine that a proof session of this course may be played against. */
  @Column('text', { array: true }) proofEngineKinds: string[];
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) approvedAt: Date | null;
}
