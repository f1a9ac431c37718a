import type { TenantTx } from '#platform';

export interface AttachedRow {
  id: string;
  kind: string;
  blobId: string;
  fileName: string;
  mediaType: string;
  /** Of the content. */
  bytes: number;
  digest: string;
  /** Id of a principal. */
  attachedBy: string;
  attachedAt: Date;
}

/** The documents of a presentation whose content is still kept, in the order attached. The caller decides who may see the answer. */
export function attachedDocuments(tx: TenantTx, presentationId: string): Promise<AttachedRow[]> {
  return tx.query<AttachedRow>(
    `select d.id, d.kind, d.blob_id as "blobId", b.file_name as "fileName", b.media_type as "mediaType", b.bytes::float8 as bytes, b.digest,
       d.attached_by as "attachedBy", d.attached_at as "attachedAt"
     from presentation_documents d join blobs b on b.agency_id = d.agency_id and b.id = d.blob_id
     where d.agency_id = $1 and d.presentation_id = $2 and b.removed_at is null order by d.id`,
    [tx.agencyId, presentationId],
  );
}

export async function addDocument(
  tx: TenantTx,
  document: { id: string; presentationId: string; kind: string; blobId: string; attachedBy: string },
): Promise<void> {
  await tx.query(
    `insert into presentation_documents (agency_id, id, presentation_id, kind, blob_id, attached_by) values ($1, $2, $3, $4, $5, $6)`,
    [tx.agencyId, document.id, document.presentationId, document.kind, document.blobId, document.attachedBy],
  );
}
