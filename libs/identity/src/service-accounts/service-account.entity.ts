import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A non-human client of the agency. Its id is its principal's id, and its client id at the token endpoint. */
@Entity('service_accounts')
export class ServiceAccountRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('timestamptz') createdAt!: Date;
}
