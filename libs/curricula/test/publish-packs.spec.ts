import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneTransaction, openDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { contentDigest, publishPacks, readPacks, type PackReader, type PublishedPacks } from '../src/index.js';

const readMandate: PackReader = (file) => {
  const { code } = file as { code?: string };
  return code ? { code, version: '1', title: code } : { problems: ['code: is missing'] };
};

let database: TestDatabase;
let librarian: DataSource;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  librarian = await openDataSource({ url: database.urls.librarian, entities: [], poolSize: 2, name: 'test' });
  folder = await mkdtemp(join(tmpdir(), 'parley-packs-'));
  await mkdir(join(folder, 'mandates'));
});
afterAll(async () => {
  await librarian.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

const mandate = (name: string, body: unknown): Promise<void> =>
  writeFile(join(folder, 'mandates', `${name}.json`), typeof body === 'string' ? body : JSON.stringify(body));
const stored = (): Promise<{ code: string; digest: string }[]> =>
  librarian.query('select code, digest from library.packs order by code');

const publish = (packs: Parameters<typeof publishPacks>[1]): Promise<PublishedPacks> =>
  oneTransaction(database.urls.librarian, 'test', (tx) => publishPacks(tx, packs));

describe('publishing packs', () => {
  it('adds what is new and leaves what is there', async () => {
    await mandate('a', { code: 'A', hours: 1 });
    const packs = await readPacks(folder, readMandate);
    expect(await publish(packs)).toEqual({ published: ['MANDATE A 1'], unchanged: [] });
    expect(await publish(packs)).toEqual({ published: [], unchanged: ['MANDATE A 1'] });
    expect(await stored()).toEqual([{ code: 'A', digest: contentDigest({ hours: 1, code: 'A' }) }]);
  });

  it('refuses other content under a published version, and publishes nothing with it', async () => {
    await mandate('a', { code: 'A', hours: 2 });
    await mandate('b', { code: 'B' });
    const packs = await readPacks(folder, readMandate);
    await expect(publish(packs)).rejects.toThrow(/needs a new version: MANDATE A 1\. Nothing/);
    expect(await stored()).toEqual([{ code: 'A', digest: contentDigest({ code: 'A', hours: 1 }) }]);
  });

  it('names every problem of every file before it publishes any', async () => {
    await mandate('c', '{ no json');
    await mandate('d', {});
    await mandate('e', { code: 'B' });
    const reading = readPacks(folder, readMandate);
    await expect(reading).rejects.toThrow(/mandates\/c\.json: /);
    await expect(reading).rejects.toThrow(/mandates\/d\.json: code: is missing/);
    await expect(reading).rejects.toThrow(/MANDATE B 1 stands in two files/);
  });

  it('cannot change or remove what is published, even as the librarian', async () => {
    await expect(librarian.query(`update library.packs set digest = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(librarian.query('delete from library.packs')).rejects.toThrow(/permission denied/);
  });
});
