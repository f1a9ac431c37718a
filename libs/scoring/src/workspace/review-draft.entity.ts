import type { RubricPurpose } from '#curricula';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Evidence } from '../transcript.js';

/** A review as far as its reviewer has come: anything may be missing, and nothing of it is checked. */
export interface DraftContent {
  levels: { competency: string; level: number | null; evidence: Evidence[]; reason: string | null }[];
  outcome: { band: string | null; evidence: Evidence[] };
  criticalFails: { code: string; evidence: Evidence[] }[];
  penalties: { code: string; evidence: Evidence[] }[];
}

/** A reviewer's own unfinished review, which nobody else sees. It signs nothing and goes when the review is submitted. */
@Entity('review_drafts')
export class ReviewDraftEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') sessionId: string;
  @PrimaryColumn('text') purpose: RubricPurpose;
  @PrimaryColumn('uuid') reviewerId: string;
  @Column('jsonb') content: DraftContent;
  /** From 1, one more each time it is saved. */
  @Column('int') revision: number;
  @Column('timestamptz') savedAt: Date;
}
