import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PackKind = 'SCENARIO' | 'RUBRIC' | 'MANDATE';

/** Platform-wide content: it belongs to no agency, and a version once published never changes. */
@Entity({ schema: 'library', name: 'packs' })
export class LibraryPackEntity {
  @PrimaryColumn('text') kind: PackKind;
  @PrimaryColumn('text') code: string;
  @PrimaryColumn('text') version: string;
  @Column('text') title: string;
  /** SHA-256 in hex of the canonical JSON of the body. */
  @Column('text') digest: string;
  @Column('jsonb') body: object;
  @Column('timestamptz') publishedAt: Date;
}
