import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that was made for an agency. Its bytes are elsewhere, by their digest; two rows may share them. */
@Entity('blobs')
export class BlobEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** SHA-256 in hex. */
  @Column('text') digest: string;
  @Column('bigint') bytes: string;
  @Column('text') mediaType: string;
  @Column('text') fileName: string;
  /** In capitals, of the context that made it: `EXPORT`. */
  @Column('text') purpose: string;
  /** Who asked for it. */
  @Column('uuid') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  /** When retention takes its content away; null where nothing has said so. */
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  /** When retention took it away. The row stays: it says what there was. */
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
}
