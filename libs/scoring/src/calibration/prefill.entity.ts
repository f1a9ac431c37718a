import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reviewer opened a proposal before a review of their own. Added, never edited. */
@Entity('prefills')
export class PrefillEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('uuid') reviewerId: string;
  @Column('uuid') gradeId: string;
  @Column('timestamptz') openedAt: Date;
}
