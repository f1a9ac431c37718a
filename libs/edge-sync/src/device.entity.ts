import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DeviceState = 'INVITED' | 'ENROLLED' | 'FROZEN' | 'REVOKED';

@Entity('devices')
export class DeviceEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** The device's principal. */
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  /** Grows by one with each re-installation. */
  @Column('int') epoch: number;
  @Column('text') state: DeviceState;
  /** After a revocation: the last record that still counts. */
  @Column('bigint', { nullable: true }) lastTrustedSeq: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) enrolledAt: Date | null;
  @Column('timestamptz', { nullable: true }) lastContactAt: Date | null;
}
