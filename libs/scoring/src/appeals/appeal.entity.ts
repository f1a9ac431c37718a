import type { RubricPurpose } from '#curricula';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AppealPoint } from './appeal-points.js';

/** A trainee's challenge to the official grade of a session, once for each purpose. Added, never edited. */
@Entity('appeals')
export class AppealEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('text') purpose: RubricPurpose;
  @Column('uuid') traineeId: string;
  /** The decision that it is against, always a first one. */
  @Column('uuid') decisionId: string;
  @Column('smallint') decisionRound: 0;
  /** Who made that decision, and so may not decide again. */
  @Column('uuid') signerId: string;
  @Column('text') reason: string;
  @Column('jsonb') points: AppealPoint[];
  @Column('timestamptz') filedAt: Date;
}
