import type { Reach } from '#platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One scope given to one service account. */
@Entity('principal_scopes')
export class PrincipalScopeRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') principalId!: string;
  @Column('text') scope!: string;
  @Column('text') reach!: Reach;
  @Column('timestamptz') createdAt!: Date;
}
