import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import {
  audit,
  Blobs,
  Operations,
  Tasks,
  TenantDb,
  type Actor,
  type KeptContent,
  type Lease,
  type TaskHandler,
  type TenantTx,
} from '#platform';
import { zipOf } from './archive/zip.js';
import { addPacketOutcome, packetById, type PacketRow } from './audit-packet.queries.js';
import { makeAuditPacket } from './audit-packet-tasks.js';
import { attachedDocuments } from './documents/presentation-documents.queries.js';
import { gatherEvidence, type Evidence } from './evidence/gather-evidence.js';
import { packetDocument, packetFiles, type DocumentContent } from './write-packet.js';

/** What was handed to an auditor is asked about for longer than an export; afterwards its digest still proves it. */
const KEPT_DAYS = 365;
const TOLD_EVERY_MS = 1_000;
const MOST_ATTEMPTS = 5;

/** A person ended the operation, or another worker has the task. */
class Unwanted extends Error {}

interface Made {
  evidence: Evidence;
  pdf: KeptContent;
  zip: KeptContent;
}

/**
 * Makes an audit packet: reads all of it as one moment, then, with no transaction open, writes its files, and stores both with the end of
 * the operation. Killed at any line it leaves content without a row, and is made again from the start.
 */
@Injectable()
export class MakeAuditPacketTask implements TaskHandler<{ packetId: string }> {
  readonly task = makeAuditPacket;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  async handle(actor: Actor, { packetId }: { packetId: string }, lease: Lease): Promise<void> {
    const teller = actor.inAgency(actor.agencyId!);
    const asked = await this.db.run(teller, (tx) => packetById(tx, packetId));
    try {
      const made = asked && asked.digest === null ? await this.make(actor, asked, lease) : null;
      await this.db.run(teller, async (tx) => {
        if (asked && made && (await this.operations.isWanted(tx, packetId))) await this.store(tx, actor, asked, made);
        await this.tasks.finish(tx, lease);
      });
    } catch (error) {
      const cancelled = error instanceof Unwanted && !lease.signal.aborted;
      if (!cancelled && (lease.signal.aborted || lease.attempt < MOST_ATTEMPTS)) throw error;
      await this.db.run(teller, async (tx) => {
        const why = 'the packet could not be made; the log of the worker says why';
        await this.operations.fail(tx, actor, packetId, why);
        await this.tasks.finish(tx, lease);
      });
    }
  }

  private async make(actor: Actor, asked: PacketRow, lease: Lease): Promise<Made> {
    const agencyId = actor.agencyId!;
    let last = 0;
    // Officers are counted twice: once read, once written.
    const tell = async (done: number, total: number): Promise<void> => {
      if (Date.now() - last < TOLD_EVERY_MS) return;
      last = Date.now();
      const wanted = await this.db.run(actor.inAgency(agencyId), async (tx) => {
        await this.operations.progress(tx, asked.id, { done, failed: 0, total });
        return this.operations.isWanted(tx, asked.id);
      });
      if (lease.signal.aborted || !wanted) throw new Unwanted();
    };
    const reader = actor.inAgency(agencyId);
    let evidence: Evidence;
    let attached: DocumentContent[];
    try {
      [evidence, attached] = await this.db.read(reader, async (tx) => [
        await gatherEvidence(tx, reader, asked, (done, total) => tell(done, total * 2)),
        await this.documents(tx, asked),
      ]);
    } finally {
      // Laying out takes longer than reading: no snapshot is held meanwhile.
      await this.db.endOperation(reader);
    }
    const document = await packetDocument(evidence);
    const officers = evidence.summary.officers;
    const files = packetFiles(evidence, document, attached, (written) => tell(officers + written, officers * 2));
    const pdf = await this.blobs.keep(agencyId, document);
    const zip = await this.blobs.keep(agencyId, Readable.from(zipOf(files)));
    return { evidence, pdf, zip };
  }

  private async documents(tx: TenantTx, { presentationId }: PacketRow): Promise<DocumentContent[]> {
    const found: DocumentContent[] = [];
    for (const { blobId } of presentationId === null ? [] : await attachedDocuments(tx, presentationId)) {
      const opened = await this.blobs.open(tx, blobId);
      if (!opened) continue;
      const { fileName, mediaType } = opened.blob;
      found.push({ fileName, mediaType, bytes: await buffer(opened.content) });
    }
    return found;
  }

  private async store(tx: TenantTx, actor: Actor, asked: PacketRow, { evidence, pdf, zip }: Made): Promise<void> {
    const { digest, summary } = evidence;
    const put = (content: KeptContent, mediaType: string, ending: string) =>
      this.blobs.put(tx, actor, {
        content,
        mediaType,
        fileName: `audit-packet-${summary.subject.toLowerCase()}-${asked.asOf}.${ending}`,
        purpose: 'AUDIT_PACKET',
        createdBy: asked.startedBy,
        expiresAt: new Date(Date.now() + KEPT_DAYS * 86_400_000),
      });
    const pdfBlob = await put(pdf, 'application/pdf', 'pdf');
    const zipBlob = await put(zip, 'application/zip', 'zip');
    const { officers } = summary;
    await addPacketOutcome(tx, {
      packetId: asked.id,
      pdfBlobId: pdfBlob.id,
      zipBlobId: zipBlob.id,
      digest,
      officers,
    });
    const result = { officers, digest, pdfDigest: pdf.digest, zipDigest: zip.digest };
    await audit(tx, actor, {
      action: 'audit-packet.finished',
      entityType: 'AuditPacket',
      entityId: asked.id,
      details: { subject: summary.subject, asOf: asked.asOf, ...result, startedBy: asked.startedBy },
    });
    await this.operations.progress(tx, asked.id, { done: officers * 2, failed: 0, total: officers * 2 });
    await this.operations.finish(tx, actor, asked.id, { packetId: asked.id, ...result });
  }
}
