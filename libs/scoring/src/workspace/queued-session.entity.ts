import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proof session in the queue of reviewers, from its first proposal on. It is closed, not removed, when nobody owes it anything. */
@Entity('review_queue')
export class QueuedSessionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') sessionId: string;
  @Column('smallint') criticalFails: number;
  @Column('smallint') abstained: number;
  @Column('smallint') disagreement: number;
  /** From `placeOf`: the more pressing, the lower. */
  @Column('int') place: number;
  /** When the session ended. */
  @Column('timestamptz') waitingSince: Date;
  /** Who works on it until then, on the database's clock. */
  @Column('uuid', { nullable: true }) claimedBy: string | null;
  @Column('timestamptz', { nullable: true }) claimedUntil: Date | null;
  /** Of a session picked for a second review: who was first. */
  @Column('uuid', { nullable: true }) firstReviewerId: string | null;
  /** Since when a second review by another is due; null where none is. */
  @Column('timestamptz', { nullable: true }) secondDueAt: Date | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
}
