import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ViewedWhat } from './viewed.js';

/** That somebody looked at what is on record of a member. Added, never changed. */
@Entity('record_views')
export class RecordViewEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') memberId: string;
  @Column('uuid') viewerId: string;
  @Column('text') viewerKind: string;
  @Column('timestamptz') viewedAt: Date;
  @Column('text') what: ViewedWhat;
  @Column('boolean') onList: boolean;
  /** Of a member's look at a list: the day in UTC. It counts once a day. */
  @Column('date', { nullable: true }) listedOn: string | null;
  /** The request of a state auditor. */
  @Column('uuid', { nullable: true }) accessId: string | null;
  @Column('text') requestId: string;
}
