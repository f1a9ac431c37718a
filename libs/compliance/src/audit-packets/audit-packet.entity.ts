import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An audit packet that was asked for; never changed. */
@Entity('audit_packets')
export class AuditPacketEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** That of its operation. */
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { nullable: true }) presentationId: string | null;
  @Column('uuid', { nullable: true }) memberId: string | null;
  @Column('text', { nullable: true }) mandateCode: string | null;
  @Column('uuid', { nullable: true }) orgUnitId: string | null;
  @Column('date') asOf: string;
  @Column('uuid') startedBy: string;
  @Column('timestamptz') createdAt: Date;
}
