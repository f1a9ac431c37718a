import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('content_imports')
export class ContentImportEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') fileName: string;
  @Column('text') format: string;
  /** SHA-256 in hex of the format and the exact content. */
  @Column('text') digest: string;
  @Column('integer') accepted: number;
  @Column('integer') rejected: number;
  @Column('uuid') importedBy: string;
  @Column('timestamptz') createdAt: Date;
}
