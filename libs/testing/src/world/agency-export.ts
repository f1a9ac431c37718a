import { until } from '../until.js';
import type { People } from './agency-people.js';

interface Written {
  id: string;
  blob: { id: string } | null;
}

/** A file of what the members have earned, written by the worker as somebody asked for it. */
export async function exportTranscripts({ as, ids }: People): Promise<void> {
  const admin = as('admin');
  const { export: started } = await admin.done<{ export: Written }>(
    `mutation($input: StartExportInput!) { startExport(input: $input) { export { id blob { id } } userErrors { field message } } }`,
    { input: { kind: 'TRANSCRIPT', format: 'CSV', idempotencyKey: 'transcripts' } },
  );
  ids.Export = started.id;
  const look = async (): Promise<string | null> => {
    const { blob } = await admin.done<Written>(
      'query($id: ID!) { node(id: $id) { ... on Export { id blob { id } } } }',
      {
        id: started.id,
      },
    );
    return blob?.id ?? null;
  };
  ids.Blob = await until('the file of an export', look, 60_000);
}
