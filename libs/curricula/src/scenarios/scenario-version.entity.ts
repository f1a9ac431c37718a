import { Column, Entity, PrimaryColumn } from 'typeorm';

export type VersionState = 'DRAFT' | 'PUBLISHED';
export type ScenarioSource = 'IMPORT' | 'LIBRARY' | 'AGENCY';

@Entity('scenario_versions')
export class ScenarioVersionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') scenarioId: string;
  @Column('text') version: string;
  @Column('text') state: VersionState;
  @Column('text') source: ScenarioSource;
  @Column('uuid', { nullable: true }) importId: string | null;
  @Column('jsonb') body: object;
  /** SHA-256 in hex of the canonical JSON of the body. */
  @Column('text') digest: string;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) publishedAt: Date | null;
}
