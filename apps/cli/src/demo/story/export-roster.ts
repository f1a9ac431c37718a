import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoContext } from '../demo-context.js';
import { DemoError } from '../demo-error.js';
import type { Api } from './api.js';
import type { AgencyCast } from './cast.js';
import type { Training } from './prepare-training.js';
import type { Teller } from './teller.js';
import { untilThere } from './until-there.js';

const START = `mutation Start($input: StartExportInput!) {
  startExport(input: $input) { export { id } userErrors { code field message } }
}`;
const LOOK = `query Look($id: ID!) {
  node(id: $id) {
    ... on Export {
      rows blockingCount operation { state error }
      problems { row field message blocking }
      blob { fileName digest bytes downloadUrl }
    }
  }
}`;

interface Exported {
  rows: number | null;
  blockingCount: number | null;
  operation: { state: string; error: string | null };
  problems: { row: number | null; field: string; message: string; blocking: boolean }[];
  blob: { fileName: string; digest: string; bytes: number; downloadUrl: string } | null;
}

/** The second part of chapter 8: the roster of the class for the board, refused while officers have no number, then as CSV and XLSX. */
export async function exportRoster(
  { folder, signal }: DemoContext,
  tell: Teller,
  { admin }: AgencyCast,
  { presentationId }: Training,
): Promise<void> {
  const roster = { kind: 'BOARD_ROSTER', presentationIds: [presentationId] };
  const refused = await exported(admin.api, { ...roster, format: 'CSV', idempotencyKey: 'roster-unnumbered' });
  if (refused.blob) throw new DemoError('a roster without officer numbers should have no file');
  tell.refused(`${admin.name} exports the roster for the board`, `${refused.blockingCount} problems, and no file`);
  tell.table(
    ['line', 'column', 'what is wrong', 'the board would'],
    refused.problems.map(({ row, field, message, blocking }) => [
      row,
      field,
      message,
      blocking ? 'refuse it' : 'take it',
    ]),
  );
  tell.done('with the numbers of the system that has them, the same roster goes through:');
  for (const format of ['CSV', 'XLSX']) {
    const { rows, blob } = await exported(admin.api, {
      ...roster,
      format,
      boardIdSystem: 'hr',
      idempotencyKey: `roster-${format}`,
    });
    if (!blob) throw new DemoError(`the roster was not written as ${format}`);
    const path = join(folder, blob.fileName);
    await writeFile(path, await download(admin.api, blob.downloadUrl, signal), { mode: 0o600 });
    tell.verbatim(`     ${path}\n     ${rows} lines, ${blob.bytes} bytes, SHA-256 ${blob.digest}`);
  }
}

/** Starts an export and waits for its end. */
async function exported(api: Api, input: object): Promise<Exported> {
  const { startExport } = await api.ask<{ startExport: { export: { id: string } } }>(START, { input });
  return untilThere(async () => {
    const { node } = await api.ask<{ node: Exported }>(LOOK, { id: startExport.export.id });
    const { state } = node.operation;
    return state === 'QUEUED' || state === 'RUNNING' ? null : node;
  }, 'an export did not end');
}

async function download(api: Api, path: string, signal: AbortSignal): Promise<Buffer> {
  const response = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${api.token}` }, signal });
  if (!response.ok) throw new DemoError(`the file of an export was answered with ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
