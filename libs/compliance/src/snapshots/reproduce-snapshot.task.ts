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
import { finishOperation } from './operation-of-task.js';
import { reproduced, type Reproduced } from './reproduced.js';
import { reproduceSnapshot } from './snapshot-tasks.js';
import { addReproduction } from './snapshots.queries.js';

/** The bytes are the snapshot's own where they are equal; where not, somebody looks at them soon. */
const KEPT_DAYS = 90;

interface Asked {
  operationId: string;
  snapshotId: string;
  startedBy: string;
}

/** Makes a snapshot's report again from its inputs, and stores whether it is the same with the end of its operation. */
@Injectable()
export class ReproduceSnapshotTask implements TaskHandler<Asked> {
  readonly task = reproduceSnapshot;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  handle(actor: Actor, payload: Asked, lease: Lease): Promise<void> {
    const { db, tasks, operations } = this;
    return finishOperation({ db, tasks, operations }, actor, payload.operationId, lease, {
      make: async () => {
        const made = await reproduced(db, this.blobs, actor.inAgency(actor.agencyId!), payload.snapshotId);
        return { made, kept: await this.blobs.keep(actor.agencyId!, made.json) };
      },
      store: (tx, { made, kept }) => this.store(tx, actor, payload, made, kept),
      failure: 'the snapshot could not be reproduced; the log of the worker says why',
    });
  }

  private async store(tx: TenantTx, actor: Actor, asked: Asked, made: Reproduced, kept: KeptContent): Promise<void> {
    const { operationId, snapshotId, startedBy } = asked;
    const blob = await this.blobs.put(tx, actor, {
      content: kept,
      mediaType: 'application/json; charset=utf-8',
      fileName: 'snapshot-reproduced.json',
      purpose: 'SNAPSHOT',
      createdBy: startedBy,
      expiresAt: new Date(Date.now() + KEPT_DAYS * 86_400_000),
    });
    const { equal, resultDigest } = made;
    await addReproduction(tx, {
      ...{ id: operationId, snapshotId, equal, resultDigest },
      evaluatorVersion: EVALUATOR_VERSION,
      resultBlobId: blob.id,
      reproducedBy: startedBy,
    });
    const result = { snapshotId, equal, resultDigest, evaluatorVersion: EVALUATOR_VERSION };
    await audit(tx, actor, {
      action: 'snapshot.reproduced',
      entityType: 'ComplianceSnapshot',
      entityId: snapshotId,
      details: { ...result, takenBy: made.snapshot.evaluatorVersion, startedBy },
    });
    await this.operations.finish(tx, actor, operationId, result);
  }
}
