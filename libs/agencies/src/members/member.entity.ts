import { Column, Entity, PrimaryColumn } from 'typeorm';

export const MEMBER_STATES = ['ACTIVE', 'SUSPENDED', 'LEFT'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** A person in the agency. The id is the principal's. */
@Entity('members')
export class MemberRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) orgUnitId!: string | null;
  @Column('text') givenName!: string;
  @Column('text') familyName!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) badgeNumber!: string | null;
  @Column('text') state!: MemberState;
  @Column('timestamptz') createdAt!: Date;
}
