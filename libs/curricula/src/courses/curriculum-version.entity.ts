import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VersionState } from '../scenarios/scenario-version.entity.js';

@Entity('curriculum_versions')
export class CurriculumVersionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') curriculumId: string;
  @Column('integer') version: number;
  @Column('text') state: VersionState;
  @Column('jsonb') modules: object;
  @Column('timestamptz') createdAt: Date;
}
