import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ORG_UNIT_KINDS = ['DIVISION', 'PRECINCT', 'ACADEMY'] as const;
export type OrgUnitKind = (typeof ORG_UNIT_KINDS)[number];

/** A division, precinct or academy; a tree by `parentId`. */
@Entity('org_units')
export class OrgUnitRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('text') name!: string;
  @Column('text') kind!: OrgUnitKind;
  @Column('timestamptz') createdAt!: Date;
}
