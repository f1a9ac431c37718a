import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Evidence of two different records under one sequence number: kept beside the first, never counted. */
@Entity('edge_forks')
export class EdgeForkEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') deviceId: string;
  @Column('int') epoch: number;
  @Column('bigint') seq: string;
  @Column('uuid') recordId: string;
  @Column('text') digest: string;
  @Column('text') body: string;
  /** The signed receipt: a resend gets the same one again. */
  @Column('text') receipt: string;
  @Column('timestamptz') receivedAt: Date;
}
