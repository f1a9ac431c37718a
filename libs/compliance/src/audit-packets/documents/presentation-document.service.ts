import { Injectable } from '@nestjs/common';
import { audit, Blobs, idempotent, notFound, ParleyError, TenantDb, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { hasPresentation } from '../evidence/officers.queries.js';
import { documentBytes, type DocumentKind } from './presentation-document.js';
import { addDocument, attachedDocuments, type AttachedRow } from './presentation-documents.queries.js';

export interface AttachDocument {
  presentationId: string;
  kind: DocumentKind;
  fileName: string;
  mediaType: string;
  contentBase64: string;
  idempotencyKey: string;
}

/** Documents on paper that boards ask for with a presentation: Parley keeps them for its audit packets. */
@Injectable()
export class PresentationDocumentService {
  constructor(
    private readonly db: TenantDb,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Attaches a document. @returns all of the presentation's, the new one last
   * @throws UserError INVALID or NOT_FOUND naming the field; ParleyError UNAVAILABLE where this deployment keeps no files
   */
  async attach(actor: Actor, { idempotencyKey, contentBase64, ...input }: AttachDocument): Promise<AttachedRow[]> {
    if (!this.blobs.available) throw new ParleyError('UNAVAILABLE', 'this deployment keeps no files');
    const bytes = documentBytes(contentBase64, input.mediaType);
    // With no transaction open: a disk may be slow. Where nothing comes of it, the sweep takes it away.
    const content = await this.blobs.keep(actor.agencyId!, bytes);
    const { presentationId, kind, fileName, mediaType } = input;
    return this.db.run(actor, async (tx) => {
      const asked = { ...input, digest: content.digest };
      await idempotent(tx, actor, 'attachDocument', idempotencyKey, asked, async () => {
        if (!(await hasPresentation(tx, presentationId))) throw notFound('input.presentationId', 'presentation');
        const id = uuidv7();
        const blob = await this.blobs.put(tx, actor, { content, mediaType, fileName, purpose: 'DOCUMENT' });
        await addDocument(tx, { id, presentationId, kind, blobId: blob.id, attachedBy: actor.principalId });
        await audit(tx, actor, {
          action: 'document.attached',
          entityType: 'Presentation',
          entityId: presentationId,
          details: { kind, fileName, mediaType, digest: content.digest, bytes: content.bytes },
        });
        return { id };
      });
      return attachedDocuments(tx, presentationId);
    });
  }
}
