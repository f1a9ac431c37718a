import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SnapshotKind, SnapshotParameters } from './snapshot.js';

/** A report as it was, with all that it was made of; never changed. */
@Entity('compliance_snapshots')
export class SnapshotEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** That of the operation that took it. */
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: SnapshotKind;
  @Column('jsonb') parameters: SnapshotParameters;
  @Column('date') asOf: string;
  @Column('timestamptz') knownAt: Date;
  @Column('jsonb') mandates: { code: string; version: string; digest: string }[];
  @Column('text') evaluatorVersion: string;
  @Column('int') members: number;
  /** SHA-256 of the lines of its inputs, before compression. */
  @Column('text') inputDigest: string;
  /** SHA-256 of its JSON. */
  @Column('text') resultDigest: string;
  @Column('uuid') inputBlobId: string;
  @Column('uuid') resultBlobId: string;
  @Column('uuid') csvBlobId: string;
  @Column('uuid') createdBy: string;
  @Column('timestamptz') createdAt: Date;
}
