import { Column, Entity, PrimaryColumn } from 'typeorm';

/** DRAFT: may still be saved. PUBLISHED: may be adopted, and never changes. */
export type AgencyMandateState = 'DRAFT' | 'PUBLISHED';

/** A version of a mandate that the agency wrote itself. */
@Entity('agency_mandates')
export class AgencyMandateEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** Begins with `OWN-`. */
  @Column('text') code: string;
  @Column('text') version: string;
  @Column('text') state: AgencyMandateState;
  @Column('jsonb') body: object;
  /** SHA-256 in hex of the canonical JSON of the body. */
  @Column('text') digest: string;
  @Column('uuid') savedBy: string;
  @Column('timestamptz') savedAt: Date;
  @Column('timestamptz') createdAt: Date;
  @Column('uuid', { nullable: true }) publishedBy: string | null;
  @Column('timestamptz', { nullable: true }) publishedAt: Date | null;
}
