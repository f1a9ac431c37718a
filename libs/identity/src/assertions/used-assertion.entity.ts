import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client assertion that was accepted: a second one with its id is a replay. Kept until it would have expired anyway. */
@Entity('used_assertions')
export class UsedAssertionRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') principalId!: string;
  @Column('text') jti!: string;
  @Column('timestamptz') expiresAt!: Date;
}
