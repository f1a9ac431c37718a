import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MemberRole } from '../roles/role-scopes.js';
import type { RoleAssignment } from '../roles/unit-reach.js';

@Entity('role_assignments')
export class RoleAssignmentRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') principalId!: string;
  @Column('text') role!: MemberRole | 'STATE_AUDITOR';
  @Column('text') reach!: RoleAssignment['reach'];
  @Column('timestamptz') createdAt!: Date;
}
