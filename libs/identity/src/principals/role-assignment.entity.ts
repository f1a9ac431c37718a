import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MemberRole } from '../roles/role-scopes.js';

@Entity('role_assignments')
export class RoleAssignmentRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') principalId!: string;
  @Column('text') role!: MemberRole;
  @Column('timestamptz') createdAt!: Date;
}
