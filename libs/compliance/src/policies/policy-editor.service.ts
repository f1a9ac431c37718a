import { Injectable } from '@nestjs/common';
import { audit, digestOf, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { OwnMandate } from './own-mandate.js';
import { readOwnMandate } from './own-mandate.js';
import {
  addDraft,
  draftOf,
  lockedVersion,
  lockOwnMandate,
  markPublished,
  publishedAtLeast,
  updateDraft,
} from './policy-editor.queries.js';

export interface SaveMandateDraft {
  written: OwnMandate;
  /** Of the draft as the editor read it; null for a mandate that has no draft. */
  expectedDigest: string | null;
  idempotencyKey: string;
}

/** The mandates that an agency writes itself: one draft of each, until it is published. */
@Injectable()
export class PolicyEditorService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Makes the draft of a mandate, or puts other content in its place. The content that is there already changes nothing.
   * @throws UserError CONFLICT when somebody else saved meanwhile, TAKEN when the version is not above every published one
   */
  save(actor: Actor, { written, expectedDigest, idempotencyKey }: SaveMandateDraft): Promise<{ id: string }> {
    const named = { digest: written.digest, code: written.mandate.code, expectedDigest };
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'saveMandateDraft', idempotencyKey, named, async () => ({
        id: await this.put(tx, actor, written, expectedDigest),
      })),
    );
  }

  /**
   * From then on it can be adopted, and never changes. Publishing twice is publishing once.
   * @param expectedDigest of the draft as the editor read it: nobody publishes what they have not seen
   * @throws UserError NOT_FOUND, CONFLICT; TAKEN when a version as high was published meanwhile
   */
  publish(actor: Actor, { id, expectedDigest }: { id: string; expectedDigest: string }): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const version = await lockedVersion(tx, id);
      if (!version) throw notFound('input.agencyMandateId', 'mandate of the agency');
      if (version.digest !== expectedDigest) throw savedMeanwhile();
      if (version.state === 'PUBLISHED') return;
      // Adoptions and reports pin the digest: it must be that of what is stored, or they prove nothing.
      if (digestOf(version.body) !== version.digest) throw new Error(`the digest of ${id} is not its content's`);
      const read = readOwnMandate(version.code, JSON.stringify(version.body));
      if ('problems' in read) {
        const problems = read.problems.map(({ field, message }) => `${field.replace('input.', '')}: ${message}`);
        throw new UserError('INVALID', 'input.agencyMandateId', problems.join('; ').slice(0, 500));
      }
      await checkRises(tx, version.code, version.version, 'input.agencyMandateId');
      await markPublished(tx, id, actor.principalId);
      const { code, version: number, digest } = version;
      await audit(tx, actor, {
        action: 'mandate.published',
        entityType: 'AgencyMandate',
        entityId: id,
        details: { code, version: number, digest },
      });
    });
  }

  private async put(
    tx: TenantTx,
    actor: Actor,
    { mandate: { code, version }, body, digest }: OwnMandate,
    expectedDigest: string | null,
  ): Promise<string> {
    await lockOwnMandate(tx, code);
    const draft = await draftOf(tx, code);
    if (draft?.digest === digest) return draft.id;
    if ((draft?.digest ?? null) !== expectedDigest) throw savedMeanwhile();
    await checkRises(tx, code, version, 'input.body.version');
    const id = draft?.id ?? uuidv7();
    const written = { id, version, body, digest, savedBy: actor.principalId };
    await (draft ? updateDraft(tx, written) : addDraft(tx, { ...written, code }));
    await audit(tx, actor, {
      action: draft ? 'mandate.saved' : 'mandate.drafted',
      entityType: 'AgencyMandate',
      entityId: id,
      details: { code, version, from: draft?.digest ?? null, to: digest },
    });
    return id;
  }
}

async function checkRises(tx: TenantTx, code: string, version: string, field: string): Promise<void> {
  const published = await publishedAtLeast(tx, code, version);
  if (published) {
    throw new UserError('TAKEN', field, `versions go up: ${published} of ${code} is published, so this must be higher`);
  }
}

const savedMeanwhile = (): UserError =>
  new UserError('CONFLICT', 'input.expectedDigest', 'this is not the draft as it is now: read it again');
