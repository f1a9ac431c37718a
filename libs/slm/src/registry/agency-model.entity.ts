import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModelPurpose, Percent } from './release.js';

/** What an agency uses a model version for, and for which part of its new sessions. */
@Entity('agency_models')
export class AgencyModelRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('text') purpose!: ModelPurpose;
  /** Of `control.model_versions`. */
  @PrimaryColumn('uuid') modelVersionId!: string;
  @Column('smallint') percent!: Percent;
  /** Since when it is this part. */
  @Column('timestamptz') since!: Date;
}
