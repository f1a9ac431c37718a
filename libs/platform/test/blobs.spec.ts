import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KnownTokens, KnownTokensModule, testApp, type TestApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../src/actor/actor.js';
import type { Reach, Scope } from '../src/actor/scope.js';
import { BlobsModule } from '../src/blobs/blobs.module.js';
import { Blobs, type NewBlob } from '../src/blobs/blobs.js';
import type { BlobRow } from '../src/blobs/blob.queries.js';
import { SweepBlobsTask } from '../src/blobs/sweep-blobs.task.js';
import { TenantDb } from '../src/database/tenant-db.js';
import { toGlobalId } from '../src/ids/global-id.js';

const DAY_MS = 86_400_000;
const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a file of an agency', () => {
  let app: TestApp;
  let db: TenantDb;
  let blobs: Blobs;
  let agencyId: string;
  let adminId: string;
  beforeAll(async () => {
    app = await testApp({ modules: [KnownTokensModule, BlobsModule] });
    db = app.get(TenantDb);
    blobs = app.get(Blobs);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    [agencyId, adminId] = [uuidv7(), uuidv7()];
    const [ownId, otherAgencyId] = [uuidv7(), uuidv7()];
    const reading = (reach: Reach): Map<Scope, Reach> => new Map([['blob:read', reach]]);
    const as = (agency: string, principalId: string, scopes: ReadonlyMap<Scope, Reach>) => () =>
      new Actor({ agencyId: agency, principalId, kind: 'MEMBER', scopes, requestId: 'test' });
    const { actors } = app.get(KnownTokens);
    actors.set('admin', as(agencyId, adminId, reading('AGENCY')));
    actors.set('own', as(agencyId, ownId, reading('OWN')));
    actors.set('other', as(otherAgencyId, adminId, reading('AGENCY')));
    actors.set('nobody', as(agencyId, adminId, new Map()));
    await db.run(admin(), (tx) =>
      tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [agencyId, adminId]),
    );
  });

  const admin = (): Actor => app.get(KnownTokens).actors.get('admin')!();
  const put = (content: NewBlob['content'], more: Partial<NewBlob> = {}): Promise<BlobRow> =>
    db.run(admin(), (tx) =>
      blobs.put(tx, admin(), { content, mediaType: 'text/csv', fileName: 'Ünits.csv', purpose: 'EXPORT', ...more }),
    );
  const opened = (id: string) => db.run(admin(), (tx) => blobs.open(tx, id));
  const pathOf = (digest: string): string => join(app.blobFolder, agencyId, digest.slice(0, 2), digest);
  const files = async (): Promise<string[]> => {
    const found = await readdir(join(app.blobFolder, agencyId), { recursive: true, withFileTypes: true });
    return found.filter((one) => one.isFile()).map(({ name }) => name);
  };
  const get = (token: string | null, id: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/files/${id}`, {
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
  const sweep = () => app.get(SweepBlobsTask).sweep(admin(), DAY_MS);
  const age = (path: string) => utimes(path, new Date(), new Date(Date.now() - 2 * DAY_MS));
  const downloads = () =>
    db.run(admin(), (tx) =>
      tx.query(`select entity_id as id from audit_entries where agency_id = $1 and action = 'blob.downloaded'`, [
        agencyId,
      ]),
    );

  it('is read back as it was written, from a buffer and from a stream, and the same twice is kept once', async () => {
    const bytes = randomBytes(300_000);
    const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 70_000), bytes.subarray(70_000)];
    const first = await put(bytes);
    const second = await put(Readable.from(pieces), { fileName: 'again.csv' });
    expect(first).toMatchObject({ digest: digestOf(bytes), bytes: 300_000, createdBy: adminId, removedAt: null });
    expect(second).toMatchObject({ digest: first.digest, bytes: first.bytes });
    expect(second.id).not.toBe(first.id);
    expect(await files()).toEqual([first.digest]);
    for (const { id } of [first, second]) expect((await buffer((await opened(id))!.content)).equals(bytes)).toBe(true);
    const empty = await put(Buffer.alloc(0));
    expect(await buffer((await opened(empty.id))!.content)).toHaveLength(0);
  });

  it('leaves nothing of a stream that broke off, or of a transaction that rolled back, but what the next sweep takes', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the source broke');
      })(),
    );
    await expect(put(broken)).rejects.toThrow('the source broke');
    expect(await files()).toEqual([]);
    const lost = db.run(admin(), async (tx) => {
      await blobs.put(tx, admin(), {
        content: Buffer.from('lost'),
        mediaType: 'text/csv',
        fileName: 'x',
        purpose: 'EXPORT',
      });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    const kept = await put(Buffer.from('kept'));
    // As a process that was killed while it wrote leaves it.
    const unfinished = join(app.blobFolder, agencyId, 'unfinished', uuidv7());
    await mkdir(join(unfinished, '..'), { recursive: true });
    await writeFile(unfinished, 'ha');
    await sweep();
    expect(await files()).toHaveLength(3);
    for (const path of [unfinished, pathOf(kept.digest), pathOf(digestOf(Buffer.from('lost')))]) await age(path);
    await sweep();
    expect(await files()).toEqual([kept.digest]);
  });

  it('is not stored without its content, and not swept from under a row that is just being stored', async () => {
    const kept = await blobs.keep(agencyId, Buffer.from('slow'));
    await age(pathOf(kept.digest));
    let sweeping: Promise<void> = Promise.resolve();
    await db.run(admin(), async (tx) => {
      await blobs.put(tx, admin(), { content: kept, mediaType: 'text/csv', fileName: 'x', purpose: 'EXPORT' });
      sweeping = sweep();
      await tx.query('select pg_sleep(0.2)');
    });
    await sweeping;
    expect(await files()).toEqual([kept.digest]);
    const gone = await blobs.keep(agencyId, Buffer.from('gone'));
    await age(pathOf(gone.digest));
    await sweep();
    await expect(put(gone)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('goes when its time is over, and its content when no other file has it', async () => {
    const bytes = Buffer.from('shared');
    const [short, long] = [await put(bytes, { expiresAt: new Date(Date.now() - 1) }), await put(bytes)];
    expect((await get('admin', toGlobalId('Blob', short.id))).status).toBe(404);
    await age(pathOf(short.digest));
    await sweep();
    expect(await opened(short.id)).toBeNull();
    expect(await buffer((await opened(long.id))!.content)).toEqual(bytes);
    await db.run(admin(), (tx) => blobs.remove(tx, [long.id]));
    await sweep();
    expect(await files()).toEqual([]);
    const READ = 'query ($id: ID!) { node(id: $id) { ... on Blob { digest downloadUrl removedAt } } }';
    const { data } = await app.as('admin').ask(READ, { id: toGlobalId('Blob', long.id) });
    expect(data).toEqual({ node: { digest: long.digest, downloadUrl: null, removedAt: expect.any(String) } });
  });

  it('that was changed on the disk never arrives whole', async () => {
    const bytes = randomBytes(200_000);
    const { id, digest } = await put(bytes);
    const changed = await readFile(pathOf(digest));
    changed[199_999]! ^= 1;
    await writeFile(pathOf(digest), changed);
    await expect(buffer((await opened(id))!.content)).rejects.toThrow(/is not what was kept/);
    await expect(get('admin', toGlobalId('Blob', id)).then((response) => response.arrayBuffer())).rejects.toThrow();
    await writeFile(pathOf(digest), changed.subarray(0, 150_000));
    await expect(buffer((await opened(id))!.content)).rejects.toThrow(/is not what was kept/);
  });

  it('is downloaded with an access token, under its name, and the trail says by whom', async () => {
    const bytes = randomBytes(100_000);
    const { id, digest } = await put(bytes, { mediaType: 'text/html' });
    const fileId = toGlobalId('Blob', id);
    const { data } = await app
      .as('admin')
      .ask('query ($id: ID!) { node(id: $id) { ... on Blob { downloadUrl bytes } } }', {
        id: fileId,
      });
    expect(data).toEqual({ node: { downloadUrl: `/files/${fileId}`, bytes: 100_000 } });
    const response = await get('admin', fileId);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-length': '100000',
      'content-disposition': `attachment; filename="_nits.csv"; filename*=UTF-8''%C3%9Cnits.csv`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${digest}"`,
    });
    expect(await downloads()).toEqual([{ id }]);
    const known = await get('admin', fileId, { 'if-none-match': `W/"x", "${digest}"` });
    expect([known.status, await known.text()]).toEqual([304, '']);
    expect(await downloads()).toHaveLength(1);
  });

  it('of another agency, of nobody and out of reach are answered alike', async () => {
    const { id } = await put(Buffer.from('mine'));
    const seen = async (token: string | null, asked: string) => {
      const response = await get(token, asked);
      const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
      for (const error of errors) delete error.extensions.requestId;
      const headers = Object.fromEntries([...response.headers].filter(([name]) => !/date|request-id/.test(name)));
      return { status: response.status, errors, headers };
    };
    const missing = await seen('admin', toGlobalId('Blob', uuidv7()));
    expect(missing.status).toBe(404);
    for (const token of ['other', 'own', 'nobody']) expect(await seen(token, toGlobalId('Blob', id))).toEqual(missing);
    for (const malformed of ['x', `${toGlobalId('Blob', id)}=`, toGlobalId('Member', id), 'x'.repeat(90)])
      expect(await seen('admin', malformed)).toEqual(missing);
    for (const token of [null, 'unknown'])
      expect(await seen(token, toGlobalId('Blob', id))).toMatchObject({
        status: 401,
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
        headers: { 'www-authenticate': 'Bearer' },
      });
    expect(await downloads()).toEqual([]);
  });
});
