import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A copy of a mandate version of the library with the agency's policy; a later row of the same version supersedes it. */
@Entity('adopted_mandates')
export class AdoptedMandateEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') version: string;
  /** Of the body, as the library gave it. */
  @Column('text') digest: string;
  @Column('jsonb') body: object;
  @Column('jsonb') policy: object;
  @Column('uuid') adoptedBy: string;
  @Column('timestamptz') adoptedAt: Date;
}
