import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What came of making a snapshot's report again from its inputs. */
@Entity('snapshot_reproductions')
export class SnapshotReproductionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  /** That of the operation that reproduced it. */
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') snapshotId: string;
  @Column('text') evaluatorVersion: string;
  @Column('text') resultDigest: string;
  /** Byte for byte. */
  @Column('boolean') equal: boolean;
  @Column('uuid') resultBlobId: string;
  @Column('uuid') reproducedBy: string;
  @Column('timestamptz') reproducedAt: Date;
}
