import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a consequence was lifted; one at most, never changed. */
@Entity('consequence_ends')
export class ConsequenceEndEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') consequenceId: string;
  @Column('date') endedOn: string;
  @Column('text') reason: string;
  @Column('uuid') endedBy: string;
  @Column('timestamptz') endedAt: Date;
}
