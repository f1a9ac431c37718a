import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('edge_records')
export class EdgeRecordEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') deviceId: string;
  @Column('int') epoch: number;
  @Column('bigint') seq: string;
  @Column('uuid') recordId: string;
  /** SHA-256 in hex of the record before it. */
  @Column('text') prevHash: string;
  /** SHA-256 in hex of `body`. */
  @Column('text') digest: string;
  /** The compact JWS exactly as it was received. */
  @Column('text') body: string;
  @Column('text') status: 'ACCEPTED' | 'QUARANTINED';
  @Column('text', { nullable: true }) code: string | null;
  /** The scenario session that the record became; null while quarantined. */
  @Column('uuid', { nullable: true }) sessionId: string | null;
  /** The signed receipt: a resend gets the same one again. */
  @Column('text') receipt: string;
  @Column('timestamptz') receivedAt: Date;
}
