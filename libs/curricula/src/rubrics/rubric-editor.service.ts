import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { contentDigest } from '../content-digest.js';
import { inOrder } from './published-rubric.js';
import { bodyOf, emptyBody, type WrittenRubric } from './rubric-content.js';
import {
  addDraft,
  addRubric,
  comesFromLibrary,
  inLibrary,
  lockRubric,
  lockRubricVersion,
  publishedRubrics,
  removeDraft,
  rubricBody,
  updateDraft,
  versionTaken,
  type LockedVersion,
} from './rubric-editor.queries.js';

export interface CreateRubric {
  code: string;
  title: string;
  idempotencyKey: string;
}

export interface CreateRubricDraft {
  rubricId: string;
  /** Three numbers. */
  version: string;
  /** Any version of the agency; null for an empty draft. */
  fromVersionId: string | null;
  idempotencyKey: string;
}

export interface SaveRubricDraft {
  versionId: string;
  /** Of the draft as the editor read it. */
  expectedDigest: string;
  content: WrittenRubric;
}

/** The agency's own rubrics: their drafts, until one is published. */
@Injectable()
export class RubricEditorService {
  constructor(private readonly db: TenantDb) {}

  /** Makes a rubric without a version. @throws UserError TAKEN */
  create(actor: Actor, input: CreateRubric): Promise<{ rubricId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createRubric', input.idempotencyKey, input, async () => {
        if (await inLibrary(tx, input.code)) {
          throw new UserError('TAKEN', 'input.code', 'the library has a rubric of this code, which can be adopted');
        }
        const rubricId = await addRubric(tx, { id: uuidv7(), code: input.code, title: input.title });
        if (!rubricId) throw new UserError('TAKEN', 'input.code', 'the agency has a rubric of this code already');
        const details = { code: input.code, title: input.title };
        await audit(tx, actor, { action: 'rubric.created', entityType: 'Rubric', entityId: rubricId, details });
        return { rubricId };
      }),
    );
  }

  /** Makes a draft, empty or with the content of another version. @throws UserError NOT_FOUND, NOT_ALLOWED, TAKEN */
  createDraft(actor: Actor, input: CreateRubricDraft): Promise<{ versionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createRubricDraft', input.idempotencyKey, input, async () => {
        const rubric = await lockRubric(tx, input.rubricId);
        if (!rubric) throw notFound('input.rubricId', 'rubric');
        if (await comesFromLibrary(tx, rubric.id)) {
          throw new UserError(
            'NOT_ALLOWED',
            'input.rubricId',
            'its versions come from the library: create a rubric of the agency’s own and copy from this one',
          );
        }
        const body = await this.firstBody(tx, rubric, input);
        const draft = { id: uuidv7(), rubricId: rubric.id, version: input.version, body, digest: contentDigest(body) };
        if (!(await addDraft(tx, draft))) throw versionIsTaken('input.version');
        await audit(tx, actor, {
          action: 'rubric.drafted',
          entityType: 'RubricVersion',
          entityId: draft.id,
          details: {
            rubricId: rubric.id,
            version: input.version,
            fromVersionId: input.fromVersionId,
            digest: draft.digest,
          },
        });
        return { versionId: draft.id };
      }),
    );
  }

  /**
   * Puts other content in the place of a draft's. The content that is there already changes nothing, so a save may be repeated.
   * @throws UserError NOT_FOUND, WRONG_STATE, NOT_ALLOWED; TAKEN for the version; CONFLICT when somebody else saved meanwhile
   */
  save(actor: Actor, { versionId, expectedDigest, content }: SaveRubricDraft): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const draft = await this.lockDraft(tx, versionId);
      if (draft.source === 'LIBRARY') {
        throw new UserError(
          'NOT_ALLOWED',
          'input.rubricVersionId',
          'it stays as the library published it: create a rubric of the agency’s own and copy from this one',
        );
      }
      const body = bodyOf(draft.code, content);
      const digest = contentDigest(body);
      if (digest === draft.digest) return;
      checkDigest(draft, expectedDigest);
      if (await versionTaken(tx, draft.rubricId, versionId, content.version)) {
        throw versionIsTaken('input.content.version');
      }
      await updateDraft(tx, { id: versionId, version: content.version, body, digest });
      await audit(tx, actor, {
        action: 'rubric.saved',
        entityType: 'RubricVersion',
        entityId: versionId,
        details: { version: content.version, from: draft.digest, to: digest },
      });
    });
  }

  /** Removes a draft. @throws UserError NOT_FOUND, WRONG_STATE; CONFLICT when somebody saved it meanwhile */
  discard(
    actor: Actor,
    input: { versionId: string; expectedDigest: string; idempotencyKey: string },
  ): Promise<{ versionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'discardRubricDraft', input.idempotencyKey, input, async () => {
        const draft = await this.lockDraft(tx, input.versionId);
        checkDigest(draft, input.expectedDigest);
        await removeDraft(tx, input.versionId);
        await audit(tx, actor, {
          action: 'rubric.discarded',
          entityType: 'RubricVersion',
          entityId: input.versionId,
          details: { rubricId: draft.rubricId, version: draft.version, digest: draft.digest },
        });
        return { versionId: input.versionId };
      }),
    );
  }

  private async firstBody(
    tx: TenantTx,
    rubric: { id: string; code: string },
    { version, fromVersionId }: CreateRubricDraft,
  ): Promise<object> {
    if (fromVersionId !== null) {
      const body = await rubricBody(tx, fromVersionId);
      if (!body) throw notFound('input.fromVersionId', 'rubric version');
      return { ...body, id: rubric.code, version };
    }
    const newest = inOrder(await publishedRubrics(tx, [rubric.id])).at(-1);
    return emptyBody(rubric.code, version, newest?.content.purpose ?? 'CERTIFICATION');
  }

  private async lockDraft(tx: TenantTx, versionId: string): Promise<LockedVersion> {
    const version = await lockRubricVersion(tx, versionId);
    if (!version) throw notFound('input.rubricVersionId', 'rubric version');
    if (version.state === 'PUBLISHED') {
      throw new UserError(
        'WRONG_STATE',
        'input.rubricVersionId',
        'a published version never changes: make a new draft',
      );
    }
    return version;
  }
}

function checkDigest(draft: LockedVersion, expected: string): void {
  if (draft.digest !== expected) {
    throw new UserError('CONFLICT', 'input.expectedDigest', 'somebody saved this draft meanwhile: read it again');
  }
}

const versionIsTaken = (field: string): UserError =>
  new UserError('TAKEN', field, 'the rubric has this version already');
