import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AppealOutcome } from './appeal-state.js';

/** How an appeal ended, once. */
@Entity('appeal_outcomes')
export class AppealOutcomeEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') appealId: string;
  @Column('text') outcome: AppealOutcome;
  /** null for a withdrawal. */
  @Column('text', { nullable: true }) reason: string | null;
  /** Of the appeal: the database lets neither decide, and only the trainee withdraw. */
  @Column('uuid') signerId: string;
  @Column('uuid') traineeId: string;
  @Column('uuid') endedBy: string;
  @Column('timestamptz') endedAt: Date;
}
