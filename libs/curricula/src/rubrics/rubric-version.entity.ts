import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VersionState } from '../scenarios/scenario-version.entity.js';

export type RubricSource = 'LIBRARY' | 'AGENCY';

@Entity('rubric_versions')
export class RubricVersionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') rubricId: string;
  @Column('text') version: string;
  @Column('text') state: VersionState;
  @Column('text') source: RubricSource;
  @Column('jsonb') body: object;
  /** SHA-256 in hex of the canonical JSON of the body. */
  @Column('text') digest: string;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) publishedAt: Date | null;
}
