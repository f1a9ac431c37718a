import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dialogues')
export class DialogueEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') importId: string;
  @Column('text') key: string;
  @Column('text') title: string;
  /** What the file says of the scene before the first turn; null where it says nothing. */
  @Column('text', { nullable: true }) situation: string | null;
  @Column('jsonb') turns: object;
  /** Counted signals, for information; see curation-note.ts. */
  @Column('jsonb') curation: object;
}
