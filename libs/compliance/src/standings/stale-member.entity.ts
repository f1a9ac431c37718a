import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mark: something about the member was recorded, and their stored statuses may no longer follow from what is on record. */
@Entity('stale_members')
export class StaleMemberEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  /** null: under every mandate that the agency has adopted. */
  @Column('text', { nullable: true }) mandateCode: string | null;
  @Column('timestamptz') since: Date;
  /** One of many, which wait until those of single facts are done. */
  @Column('boolean') bulk: boolean;
  /** Whose progress tells of it. */
  @Column('uuid', { nullable: true }) operationId: string | null;
}
