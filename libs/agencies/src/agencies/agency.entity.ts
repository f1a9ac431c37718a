import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agencies')
export class AgencyRow {
  @PrimaryColumn('uuid') agencyId!: string;
  /** The same as `agencyId`. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** IANA zone, in which the agency's days begin and end. */
  @Column('text') timezone!: string;
  /** Two letters (USPS) of the state whose board certifies. */
  @Column('text') stateCode!: string;
  @Column('timestamptz') createdAt!: Date;
}
