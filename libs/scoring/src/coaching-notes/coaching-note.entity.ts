import { Column, Entity, PrimaryColumn } from 'typeorm';

export const COACHING_NOTE_KINDS = ['PRAISE', 'TRY_INSTEAD', 'QUESTION'] as const;
export type CoachingNoteKind = (typeof COACHING_NOTE_KINDS)[number];

/** What an instructor says to the trainee about one turn. Never evidence, never part of a score. Added; replaced by another, not edited. */
@Entity('coaching_notes')
export class CoachingNoteEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('int') turnNumber: number;
  @Column('text') kind: CoachingNoteKind;
  @Column('text') text: string;
  /** Words of the turn, letter for letter. */
  @Column('text', { nullable: true }) quote: string | null;
  /** What could be said instead; only for TRY_INSTEAD. */
  @Column('text', { nullable: true }) suggestion: string | null;
  /** The note that this one replaces. */
  @Column('uuid', { nullable: true }) supersedesId: string | null;
  @Column('uuid') writtenBy: string;
  @Column('timestamptz') writtenAt: Date;
}
