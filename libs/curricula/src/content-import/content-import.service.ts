import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { audit, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { importContent } from './import-content.js';
import type { ImportFormat } from './imported-item.js';
import { storableContent } from './storable-content.js';
import { storeDialogues, storeRejections, storeScenarios } from './store-content.js';

/** Largest file that a request may carry, in bytes of UTF-8. */
export const MOST_IMPORT_BYTES = 4 * 1024 * 1024;

export interface ImportFile {
  fileName: string;
  format?: ImportFormat | null;
  content: string;
}

/** Takes files of scenario material into the agency: scenarios as drafts, dialogues, and what was rejected with its reason. */
@Injectable()
export class ContentImportService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Stores what a file holds, all in one transaction. The same content in the same format again is the same import.
   * @throws UserError TOO_LARGE; INVALID when the file is in none of the formats
   */
  import(actor: Actor, file: ImportFile): Promise<{ importId: string }> {
    if (Buffer.byteLength(file.content) > MOST_IMPORT_BYTES) {
      throw new UserError('TOO_LARGE', 'input.content', 'a file has at most 4 MiB: split it');
    }
    const read = importContent({
      fileName: file.fileName,
      content: file.content,
      ...(file.format ? { format: file.format } : {}),
    });
    const { format } = read;
    if (format === null) throw new UserError('INVALID', 'input.content', read.rejected[0]!.reason);
    const content = storableContent({ ...read, format });
    const digest = createHash('sha256').update(`${format}\n`).update(file.content).digest('hex');
    return this.db.run(actor, async (tx) => {
      const accepted = content.scenarios.length + content.dialogues.length;
      const [created] = await tx.query<{ id: string }>(
        `insert into content_imports (agency_id, id, file_name, format, digest, rows, accepted, rejected, imported_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (agency_id, digest) do nothing returning id`,
        [
          tx.agencyId,
          uuidv7(),
          file.fileName,
          format,
          digest,
          read.rows,
          accepted,
          content.rejected.length,
          actor.principalId,
        ],
      );
      if (!created) {
        const [earlier] = await tx.query<{ id: string }>(
          'select id from content_imports where agency_id = $1 and digest = $2',
          [tx.agencyId, digest],
        );
        return { importId: earlier!.id };
      }
      await storeScenarios(tx, created.id, content.scenarios);
      await storeDialogues(tx, created.id, content.dialogues);
      await storeRejections(tx, created.id, content.rejected);
      await audit(tx, actor, {
        action: 'content.imported',
        entityType: 'ContentImport',
        entityId: created.id,
        details: {
          fileName: file.fileName,
          format,
          digest,
          rows: read.rows,
          accepted,
          rejected: content.rejected.length,
        },
      });
      return { importId: created.id };
    });
  }
}
