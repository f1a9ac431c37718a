import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('content_imports')
export class ContentImportEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') fileName: string;
  @Column('text') format: string;
  /** SHA-256 in hex of the format and the exact content. */
  @Column('text') digest: string;
  /** Elements, lines or records that the file held, blank ones left out. */
  @Column('integer') rows: number;
  /** Scenarios and dialogues that were taken. */
  @Column('integer') accepted: number;
  /** Entries in import_rejections. */
  @Column('integer') rejected: number;
  @Column('uuid') importedBy: string;
  @Column('timestamptz') createdAt: Date;
}
