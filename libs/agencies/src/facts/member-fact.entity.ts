import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was true of a member from one day to another, both included. */
@Entity('member_facts')
export class MemberFactRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') memberId!: string;
  @Column('text') fact!: string;
  @Column('text') value!: string;
  /** Day in the agency's zone, `yyyy-mm-dd`. */
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
