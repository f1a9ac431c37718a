import {
  createLogger,
  Events,
  openDataSource,
  registeredEntities,
  SigningKeys,
  TenantDb,
  type Actor,
  type TenantTx,
} from '#platform';
import { testDatabase } from '#testing';
import type { ServerIdentity } from '../src/index.js';
import { PullService, type PulledAssignment } from '../src/pull.service.js';
import { PushService, type PushAnswer } from '../src/push.service.js';
import { RecordIntake } from '../src/record-intake.js';

const ISSUER = 'http://parley.test';

/** Each call of a service is an operation of its own here: its read ends with it, or the pool would run dry. */
class OperationPerRead extends TenantDb {
  override async read<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    try {
      return await super.read(actor, work);
    } finally {
      await this.closeRead(actor);
    }
  }
}

/** The services of this context on a database of the test file's own. */
export interface EdgeServer {
  db: TenantDb;
  events: Events;
  keys: SigningKeys;
  /** As a device knows it. */
  identity: ServerIdentity;
  push(actor: Actor, records: readonly string[], epoch?: number): Promise<PushAnswer>;
  pull(actor: Actor, page?: { after: string | null; limit: number }): Promise<PulledAssignment[]>;
  close(): Promise<void>;
}

export async function edgeServer(): Promise<EdgeServer> {
  const database = await testDatabase();
  const entities = registeredEntities();
  const source = await openDataSource({ url: database.urls.app, entities, poolSize: 8, name: 'test' });
  const db = new OperationPerRead(source);
  const keys = new SigningKeys(source, database.masterKey);
  const events = new Events();
  const intake = new RecordIntake(keys, events, ISSUER);
  const pushes = new PushService(db, keys, intake, createLogger('test', 'silent'));
  const pulls = new PullService(db, keys, ISSUER);
  return {
    db,
    events,
    keys,
    identity: { issuer: ISSUER, keyOf: (kid) => keys.verificationKey('RECEIPT', kid) },
    push: (actor, records, epoch = 1) =>
      pushes.push(actor, { protocol: 1, epoch, batchId: 'test', deviceNow: new Date(0), records: [...records] }),
    pull: (actor, page = { after: null, limit: 100 }) => pulls.pull(actor, page),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}
