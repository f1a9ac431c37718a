import { Column, Entity, PrimaryColumn } from 'typeorm';

export type StoredPrincipalKind = 'MEMBER' | 'SERVICE_ACCOUNT' | 'DEVICE' | 'STATE_AUDITOR';
export type PrincipalState = 'ACTIVE' | 'SUSPENDED' | 'REVOKED';

/** Someone or something that can hold an access token of an agency. */
@Entity('principals')
export class PrincipalRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: StoredPrincipalKind;
  @Column('text') state!: PrincipalState;
  @Column('timestamptz') createdAt!: Date;
}
