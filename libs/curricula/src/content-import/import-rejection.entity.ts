import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('import_rejections')
export class ImportRejectionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') importId: string;
  /** Line of the file, from 1; null when the whole file is meant. */
  @Column('integer', { nullable: true }) line: number | null;
  /** JSON pointer to the part at fault; null where the line says it all. */
  @Column('text', { nullable: true }) pointer: string | null;
  @Column('text') reason: string;
}
