import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dialogues')
export class DialogueEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') importId: string;
  @Column('text') key: string;
  @Column('text') title: string;
  @Column('jsonb') turns: object;
}
