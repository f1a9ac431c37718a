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
import { EVALUATOR_VERSION } from './evaluator-version.js';
import { finishOperation, teller } from './operation-of-task.js';
import { snapshotInputs } from './snapshot-inputs.js';
import { writtenInputs, type MadeReport } from './snapshot-lines.js';
import { takeSnapshot } from './snapshot-tasks.js';
import type { AskedSnapshot, SnapshotHead } from './snapshot.js';
import { addSnapshot } from './snapshots.queries.js';

interface Asked {
  snapshotId: string;
  asked: AskedSnapshot;
  startedBy: string;
}

interface Taken {
  head: SnapshotHead;
  report: MadeReport;
  inputs: KeptContent;
  json: KeptContent;
  csv: KeptContent;
}

/** Takes a snapshot as one moment of the agency, and stores it with the end of its operation. Killed anywhere it is taken anew. */
@Injectable()
export class TakeSnapshotTask implements TaskHandler<Asked> {
  readonly task = takeSnapshot;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  handle(actor: Actor, payload: Asked, lease: Lease): Promise<void> {
    return finishOperation(this.parts(), actor, payload.snapshotId, lease, {
      make: () => this.take(actor, payload, lease),
      store: (tx, taken) => this.store(tx, actor, payload, taken),
      failure: 'the snapshot could not be taken; the log of the worker says why',
    });
  }

  private async take(actor: Actor, { snapshotId, asked }: Asked, lease: Lease): Promise<Taken> {
    const agencyId = actor.agencyId!;
    const tell = teller(this.parts(), actor, snapshotId, lease);
    const reader = actor.inAgency(agencyId);
    const read = this.db.read(reader, async (tx) => {
      const inputs = await snapshotInputs(tx, reader, asked);
      const written = writtenInputs(inputs, (done) => tell(done, inputs.total));
      const kept = await this.blobs.keep(agencyId, written.content);
      return { head: inputs.head, inputs: kept, report: written.made() };
    });
    const { head, inputs, report } = await read.finally(() => this.db.endOperation(reader));
    const json = await this.blobs.keep(agencyId, report.files.json);
    const csv = await this.blobs.keep(agencyId, report.files.csv);
    return { head, inputs, report, json, csv };
  }

  private async store(
    tx: TenantTx,
    actor: Actor,
    { snapshotId, asked, startedBy }: Asked,
    taken: Taken,
  ): Promise<void> {
    const { head, report } = taken;
    const name = `snapshot-${asked.kind.toLowerCase().replaceAll('_', '-')}-${asked.asOf}`;
    // For good: a snapshot is asked about years later.
    const put = async (content: KeptContent, mediaType: string, fileName: string): Promise<string> => {
      const file = { content, mediaType, fileName, purpose: 'SNAPSHOT', createdBy: startedBy };
      return (await this.blobs.put(tx, actor, file)).id;
    };
    await addSnapshot(tx, asked, {
      id: snapshotId,
      knownAt: new Date(head.knownAt),
      mandates: head.mandates.map(({ code, version, digest }) => ({ code, version, digest })),
      evaluatorVersion: EVALUATOR_VERSION,
      members: report.members,
      inputDigest: report.inputDigest,
      resultDigest: taken.json.digest,
      inputBlobId: await put(taken.inputs, 'application/gzip', `${name}-inputs.jsonl.gz`),
      resultBlobId: await put(taken.json, 'application/json; charset=utf-8', `${name}.json`),
      csvBlobId: await put(taken.csv, 'text/csv; charset=utf-8', `${name}.csv`),
      createdBy: startedBy,
    });
    const { members, inputDigest } = report;
    const result = { snapshotId, members, inputDigest, resultDigest: taken.json.digest };
    await audit(tx, actor, {
      action: 'snapshot.taken',
      entityType: 'ComplianceSnapshot',
      entityId: snapshotId,
      details: { kind: asked.kind, asOf: asked.asOf, evaluatorVersion: EVALUATOR_VERSION, ...result, startedBy },
    });
    await this.operations.progress(tx, snapshotId, { done: members, failed: 0, total: members });
    await this.operations.finish(tx, actor, snapshotId, result);
  }

  private parts() {
    const { db, tasks, operations } = this;
    return { db, tasks, operations };
  }
}
