import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Speaker = 'OFFICER' | 'CIVILIAN' | 'BYSTANDER' | 'DISPATCHER';

@Entity('turns')
export class TurnEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  /** From 1, without gaps. */
  @Column('int') number: number;
  @Column('text') speaker: Speaker;
  @Column('text') text: string;
  /** The client's own key for an officer's turn: a resend is the same turn. */
  @Column('text', { nullable: true }) clientKey: string | null;
  /** Which engine made a civilian's turn, and how; null for a person's. */
  @Column('jsonb', { nullable: true }) provenance: Record<string, unknown> | null;
  @Column('timestamptz') createdAt: Date;
}
