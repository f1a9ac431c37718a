import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an instructor has somebody else at the scene say. */
@Entity('session_events')
export class SessionEventEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('text') speaker: 'BYSTANDER' | 'DISPATCHER';
  @Column('text') text: string;
  @Column('uuid') injectedBy: string;
  @Column('timestamptz') injectedAt: Date;
  /** The turn that it has become; null while it waits for the civilian's answer. */
  @Column('int', { nullable: true }) turnNumber: number | null;
}
