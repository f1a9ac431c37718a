import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What another system calls one of the agency's things. */
@Entity('external_ids')
export class ExternalIdRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** The GraphQL type of the thing, for example `Member`. */
  @Column('text') entityType!: string;
  @Column('uuid') entityId!: string;
  @Column('text') system!: string;
  @Column('text') value!: string;
  @Column('timestamptz') createdAt!: Date;
}
