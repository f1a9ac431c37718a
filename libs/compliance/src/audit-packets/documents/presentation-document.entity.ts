import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A document that was attached to a presentation; never changed. */
@Entity('presentation_documents')
export class PresentationDocumentEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') presentationId: string;
  @Column('text') kind: string;
  @Column('uuid') blobId: string;
  @Column('uuid') attachedBy: string;
  @Column('timestamptz') attachedAt: Date;
}
