import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The files of an audit packet, once. */
@Entity('audit_packet_outcomes')
export class AuditPacketOutcomeEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') packetId: string;
  @Column('uuid') pdfBlobId: string;
  @Column('uuid') zipBlobId: string;
  /** SHA-256 of the evidence, as every page has it at its foot. */
  @Column('text') digest: string;
  @Column('int') officers: number;
  @Column('timestamptz') endedAt: Date;
}
