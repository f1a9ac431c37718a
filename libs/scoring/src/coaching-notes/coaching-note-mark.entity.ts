import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Taken back by who wrote it, or read by the trainee. */
export type CoachingNoteMark = 'RETRACTED' | 'ACKNOWLEDGED';

/** What became of a coaching note, each once. */
@Entity('coaching_note_marks')
export class CoachingNoteMarkEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noteId: string;
  @Column('text') mark: CoachingNoteMark;
  @Column('uuid') madeBy: string;
  @Column('timestamptz') madeAt: Date;
}
