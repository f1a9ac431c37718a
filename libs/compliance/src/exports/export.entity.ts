import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BoardLayout } from './board-layouts.js';
import type { ExportFormat, ExportKind } from './export.js';

/** An export that was asked for; never changed. */
@Entity('exports')
export class ExportEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** That of its operation. */
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: ExportKind;
  @Column('text') format: ExportFormat;
  @Column('text') layout: BoardLayout;
  @Column('text') boardIdSystem: string;
  @Column('text', { nullable: true }) mandateCode: string | null;
  @Column('uuid', { array: true, nullable: true }) presentationIds: string[] | null;
  @Column('uuid', { array: true, nullable: true }) memberIds: string[] | null;
  @Column('uuid', { nullable: true }) orgUnitId: string | null;
  @Column('date', { nullable: true }) fromOn: string | null;
  @Column('date', { nullable: true }) toOn: string | null;
  @Column('date') asOf: string;
  @Column('boolean') allowProblems: boolean;
  @Column('boolean') byteOrderMark: boolean;
  @Column('uuid') startedBy: string;
  @Column('timestamptz') createdAt: Date;
}
