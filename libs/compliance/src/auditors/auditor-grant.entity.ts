import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a state auditor is shown, and until when. Its id is the principal's. Nothing of it changes but that it is revoked. */
@Entity('auditor_grants')
export class AuditorGrantEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') email: string;
  /** Where they come from. */
  @Column('text') organisation: string;
  @Column('text', { array: true }) mandateCodes: string[];
  /** The system of external ids by which the board knows members; null for none. */
  @Column('text', { nullable: true }) idSystem: string | null;
  /** First day of the records shown. */
  @Column('date') recordsFrom: string;
  /** Last day, inclusive; null for no end. */
  @Column('date', { nullable: true }) recordsTo: string | null;
  @Column('uuid') grantedBy: string;
  @Column('timestamptz') grantedAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('uuid', { nullable: true }) revokedBy: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}
