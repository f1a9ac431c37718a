import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { MissingPart } from '../evaluation/timeline.js';

/** How a member stands under a mandate on some days, and from when until when that was what was known. Added, and superseded once. */
@Entity('status_intervals')
export class StatusIntervalEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  @Column('text') mandateCode: string;
  /** What it was judged by. */
  @Column('uuid') adoptionId: string;
  @Column('date') validFrom: string;
  /** Exclusive; null when it never ends. */
  @Column('date', { nullable: true }) validTo: string | null;
  @Column('text') status: ComplianceStatus;
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('jsonb') missing: MissingPart[];
  @Column('timestamptz') recordedAt: Date;
  /** null: it is what is known now. */
  @Column('timestamptz', { nullable: true }) supersededAt: Date | null;
}
