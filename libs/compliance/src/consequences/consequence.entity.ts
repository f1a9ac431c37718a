import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the authority did about a window that a member missed; added, never changed. */
@Entity('consequences')
export class ConsequenceEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  @Column('text') mandateCode: string;
  @Column('text') code: string;
  @Column('date') missedOn: string;
  @Column('date') recordedOn: string;
  @Column('text') reason: string;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz') recordedAt: Date;
}
