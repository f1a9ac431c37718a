import type { TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { ImportedDialogue, Rejection } from './imported-item.js';
import type { StorableScenario } from './storable-content.js';

/**
 * Stores imported scenarios as drafts, in one statement each for scenarios and versions however many there are. Code and
 * version follow from the content, so what an earlier import brought already is left as it is.
 */
export async function storeScenarios(
  tx: TenantTx,
  importId: string,
  scenarios: readonly StorableScenario[],
): Promise<void> {
  if (scenarios.length === 0) return;
  const rows = JSON.stringify(
    scenarios.map(({ body, digest }) => ({
      scenario_id: uuidv7(),
      version_id: uuidv7(),
      code: body.code,
      title: body.title,
      version: body.version,
      body,
      digest,
    })),
  );
  await tx.query(
    `insert into scenarios (agency_id, id, code, title)
     select $1, row.scenario_id, row.code, row.title from jsonb_to_recordset($2::jsonb) as row (scenario_id uuid, code text, title text)
     on conflict (agency_id, code) do nothing`,
    [tx.agencyId, rows],
  );
  await tx.query(
    `insert into scenario_versions (agency_id, id, scenario_id, version, source, import_id, body, digest)
     select $1, row.version_id, s.id, row.version, 'IMPORT', $3, row.body, row.digest
     from jsonb_to_recordset($2::jsonb) as row (version_id uuid, code text, version text, body jsonb, digest text)
     join scenarios s on s.agency_id = $1 and s.code = row.code
     on conflict (agency_id, scenario_id, version) do nothing`,
    [tx.agencyId, rows, importId],
  );
}

export async function storeDialogues(
  tx: TenantTx,
  importId: string,
  dialogues: readonly ImportedDialogue[],
): Promise<void> {
  if (dialogues.length === 0) return;
  const rows = dialogues.map(({ key, title, situation, turns, curation }) => ({
    id: uuidv7(),
    key,
    title,
    situation: situation ?? null,
    turns,
    curation,
  }));
  await tx.query(
    `insert into dialogues (agency_id, id, import_id, key, title, situation, turns, curation)
     select $1, row.id, $3, row.key, row.title, row.situation, row.turns, row.curation
     from jsonb_to_recordset($2::jsonb)
       as row (id uuid, key text, title text, situation text, turns jsonb, curation jsonb)`,
    [tx.agencyId, JSON.stringify(rows), importId],
  );
}

/** In the order of the file: their ids rise with it. */
export async function storeRejections(tx: TenantTx, importId: string, rejected: readonly Rejection[]): Promise<void> {
  if (rejected.length === 0) return;
  const rows = rejected.map(({ line, pointer, reason }) => ({ id: uuidv7(), line, pointer: pointer ?? null, reason }));
  await tx.query(
    `insert into import_rejections (agency_id, id, import_id, line, pointer, reason)
     select $1, row.id, $3, row.line, row.pointer, row.reason
     from jsonb_to_recordset($2::jsonb) as row (id uuid, line integer, pointer text, reason text)`,
    [tx.agencyId, JSON.stringify(rows), importId],
  );
}
