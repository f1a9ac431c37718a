import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an instructor wrote about a turn while they watched. */
@Entity('session_notes')
export class SessionNoteEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('int') turnNumber: number;
  @Column('text') text: string;
  @Column('uuid') writtenBy: string;
  @Column('timestamptz') writtenAt: Date;
}
