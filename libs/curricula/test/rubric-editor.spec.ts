import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDb, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { publishedRubricVersion, rubricVersionsByIds } from '../src/index.js';
import { preparer, reader } from './curricula-actors.js';
import { coreInput, documentOf, RubricCalls, type Any } from './rubric-calls.js';
import { serveCurricula, type ServedCurricula } from './serve-curricula.js';

const agencyId = uuidv7();
const adminId = uuidv7();

let served: ServedCurricula;
let calls: RubricCalls;
beforeAll(async () => {
  served = await serveCurricula();
  calls = new RubricCalls(served);
  served.actors.set('admin', () => preparer(agencyId, adminId));
  served.actors.set('second-admin', () => preparer(agencyId));
  served.actors.set('trainee', () => reader(agencyId));
  const otherAgencyId = uuidv7();
  served.actors.set('other-admin', () => preparer(otherAgencyId));
}, 60_000);
afterAll(() => served.close());

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1]!;
const rows = (statement: string): Promise<Any[]> =>
  served.app.get(TenantDb).run(preparer(agencyId), (tx) => tx.query<Any>(statement, [agencyId]));
/** Everything that a refused mutation could have written. */
const written = (): Promise<Any[]> =>
  rows(`select (select count(*) from rubrics where agency_id = $1) as rubrics, (select count(*) from audit_entries where agency_id = $1) as entries,
    (select string_agg(id || state || digest, ',' order by id) from rubric_versions where agency_id = $1) as versions`);
const save = (draft: Any, content: Any, token = 'admin'): Promise<Any> =>
  calls.do(token, 'saveRubricDraft', { rubricVersionId: draft.id, expectedDigest: draft.digest, content });
const publish = (draft: Any, token = 'admin'): Promise<Any> =>
  calls.do(token, 'publishRubric', { rubricVersionId: draft.id });

describe('editing a rubric', () => {
  it('goes from nothing to a published version that grading reads, each step in the audit trail', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-ONE');
    expect(draft).toMatchObject({ version: '1.0.0', state: 'DRAFT', source: 'AGENCY' });
    expect(draft.problems.map((one: Any) => one.field)).toContain('input.content.outcomeBands');
    expect((await publish(draft)).userErrors).toMatchObject([
      { code: 'INVALID', field: 'input.rubricVersionId', message: expect.stringContaining('content.') },
    ]);
    const part = await save(
      draft,
      coreInput('1.0.0', (content) => delete content.competencies[2].anchors.level3),
    );
    expect(part.rubricVersion.problems).toEqual([
      { field: 'input.content.competencies[2].anchors.level3', message: 'is not written yet' },
    ]);
    const whole = (await save(part.rubricVersion, coreInput('1.0.0'))).rubricVersion;
    expect(whole.problems).toEqual([]);
    for (const _ of [1, 2]) expect((await publish(whole)).rubricVersion).toMatchObject({ state: 'PUBLISHED' });
    const read = await served.app
      .get(TenantDb)
      .run(preparer(agencyId), (tx) => publishedRubricVersion(tx, uuidOf(draft.id)));
    expect(read?.rubric).toMatchObject({ id: 'HERON-ONE', purpose: 'CERTIFICATION', pass: { final: 70 } });
    const trail = await rows(
      `select action, principal_id from audit_entries where agency_id = $1 and (entity_id = '${uuidOf(draft.id)}' or entity_id = '${uuidOf(draft.rubricId)}') order by id`,
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'rubric.created',
      'rubric.drafted',
      'rubric.saved',
      'rubric.saved',
      'rubric.published',
    ]);
    expect(new Set(trail.map(({ principal_id }) => principal_id))).toEqual(new Set([adminId]));
  });

  it('gives its parts as objects, those of a draft with nulls', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-PARTS');
    await save(
      draft,
      coreInput('1.0.0', (content) => delete content.competencies[0].weight),
    );
    const { typedContent } = await calls.query(
      'admin',
      `query ($id: ID!) { node(id: $id) { ... on RubricVersion { typedContent { purpose shares { process outcome } note formula scaleReason
        pass { finalAtLeast everyLevelAtLeast } outcomeBands { code min max } penalties { code title points }
        competencies { code title weight source anchors { level0 level1 level3 level5 } } criticalFails { code title text } } } } }`,
      { id: draft.id },
    );
    const wrote = coreInput('1.0.0');
    expect(typedContent).toMatchObject({
      purpose: 'CERTIFICATION',
      shares: wrote.shares,
      pass: wrote.pass,
      note: 'ours',
    });
    expect(typedContent.competencies[0]).toEqual({
      ...wrote.competencies[0],
      title: 'Safety time distance',
      weight: null,
    });
    expect(typedContent.outcomeBands).toEqual(wrote.outcomeBands);
    expect(typedContent.criticalFails[6]).toMatchObject({ title: 'No medical aid', ...wrote.criticalFails[6] });
  });

  it('may be sent again: the same save, draft and rubric are done once', async () => {
    const rubric = { code: 'HERON-AGAIN', title: 'Again', idempotencyKey: 'again-1' };
    const { rubric: made } = await calls.do('admin', 'createRubric', rubric);
    expect((await calls.do('admin', 'createRubric', rubric)).rubric).toEqual(made);
    const input = { rubricId: made.id, version: '1.0.0', idempotencyKey: 'again-2' };
    const { rubricVersion: draft } = await calls.do('admin', 'createRubricDraft', input);
    expect((await calls.do('admin', 'createRubricDraft', input)).rubricVersion).toEqual(draft);
    const first = await save(draft, coreInput('1.0.0'));
    const before = await written();
    // With the digest of before the first: the answer to it was lost.
    expect(await save(draft, coreInput('1.0.0'))).toEqual(first);
    expect(await written()).toEqual(before);
    const key = { rubricVersionId: draft.id, expectedDigest: first.rubricVersion.digest, idempotencyKey: 'again-3' };
    expect(
      (await calls.do('admin', 'discardRubricDraft', { ...key, expectedDigest: draft.digest })).userErrors,
    ).toMatchObject([{ code: 'CONFLICT', field: 'input.expectedDigest' }]);
    for (const _ of [1, 2]) {
      expect(await calls.do('admin', 'discardRubricDraft', key)).toEqual({ discardedId: draft.id, userErrors: [] });
    }
    expect(await calls.query('admin', 'query ($id: ID!) { node(id: $id) { id } }', { id: draft.id })).toBeNull();
  });

  it('starts a next version from any other, and refuses what is taken or from the library', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-NEXT');
    const { rubricVersion: saved } = await save(draft, coreInput('1.0.0'));
    const next = (input: object): Promise<Any> =>
      calls.do('admin', 'createRubricDraft', { rubricId: draft.rubricId, version: '1.1.0', ...input });
    const copied = await next({ fromVersionId: saved.id });
    expect(JSON.parse(copied.rubricVersion.content)).toEqual({ ...JSON.parse(saved.content), version: '1.1.0' });
    const { rubricVersion: adopted } = await calls.do('admin', 'adoptPack', {
      kind: 'RUBRIC',
      code: 'DEESC-CORE',
      version: '1.0.0',
    });
    const before = await written();
    for (const [answer, code, field] of [
      [await next({}), 'TAKEN', 'input.version'],
      [
        await next({ version: '3.0.0', fromVersionId: toGlobalId('RubricVersion', uuidv7()) }),
        'NOT_FOUND',
        'input.fromVersionId',
      ],
      [await next({ rubricId: toGlobalId('Rubric', uuidv7()) }), 'NOT_FOUND', 'input.rubricId'],
      [await next({ rubricId: adopted.rubricId, version: '3.0.0' }), 'NOT_ALLOWED', 'input.rubricId'],
      [await save(adopted, coreInput('3.0.0')), 'NOT_ALLOWED', 'input.rubricVersionId'],
      [await save(copied.rubricVersion, coreInput('1.0.0')), 'TAKEN', 'input.content.version'],
      [await calls.do('admin', 'createRubric', { code: 'HERON-NEXT', title: 'x' }), 'TAKEN', 'input.code'],
      [await calls.do('admin', 'createRubric', { code: 'DEESC-OUTCOME', title: 'x' }), 'TAKEN', 'input.code'],
    ]) {
      expect(answer.userErrors).toMatchObject([{ code, field }]);
    }
    expect(await written()).toEqual(before);
  });

  it('names the field of a malformed input, and writes nothing', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-BAD');
    const before = await written();
    const bad = (change: (content: Any) => unknown): Promise<string[]> => {
      const content = coreInput('1.0.0', change);
      return calls.badFields('admin', 'saveRubricDraft', {
        rubricVersionId: draft.id,
        expectedDigest: draft.digest,
        content,
      });
    };
    expect(await bad((content) => (content.competencies[2].anchors.level3 = 'x'.repeat(1_001)))).toEqual([
      'input.content.competencies[2].anchors.level3',
    ]);
    expect(await bad((content) => (content.competencies[1].code = 'lower case'))).toEqual([
      'input.content.competencies[1].code',
    ]);
    expect(await bad((content) => (content.version = '1.0'))).toEqual(['input.content.version']);
    expect(await bad((content) => (content.shares.process = 101))).toEqual(['input.content.shares.process']);
    expect(await bad((content) => (content.penalties = Array(21).fill(content.penalties[0])))).toEqual([
      'input.content.penalties',
    ]);
    expect(await written()).toEqual(before);
  });
});

describe('publishing a rubric', () => {
  it('is refused while the version does not rise by as much as it changes, and by its number says which', async () => {
    const first = await calls.ownDraft('admin', 'HERON-RISE');
    await publish((await save(first, coreInput('1.0.0'))).rubricVersion);
    const { rubricVersion: draft } = await calls.do('admin', 'createRubricDraft', {
      rubricId: first.rubricId,
      version: '1.0.1',
      fromVersionId: first.id,
    });
    const reworded = (content: Any): unknown => (content.competencies[3].anchors.level3 = 'asks openly');
    const { rubricVersion: saved } = await save(draft, coreInput('1.0.1', reworded));
    expect(saved.problems).toMatchObject([{ field: 'input.content.version' }]);
    const refused = await publish(saved);
    expect(refused.rubricVersion).toBeNull();
    expect(refused.userErrors[0].message).toMatch(/the second number must rise over 1\.0\.0, to 1\.1\.0 at least/);
    expect((await publish((await save(saved, coreInput('1.1.0', reworded))).rubricVersion)).userErrors).toEqual([]);
  });

  it('is for good, for the API and for the database', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-GOOD');
    const { rubricVersion: saved } = await save(draft, coreInput('1.0.0'));
    await publish(saved);
    const key = { rubricVersionId: saved.id, expectedDigest: saved.digest };
    const wrongState = [{ code: 'WRONG_STATE', field: 'input.rubricVersionId' }];
    expect((await save(saved, coreInput('1.0.1'))).userErrors).toMatchObject(wrongState);
    expect((await calls.do('admin', 'discardRubricDraft', key)).userErrors).toMatchObject(wrongState);
    for (const statement of ['delete from rubric_versions', `update rubric_versions set digest = 'x'`]) {
      await expect(rows(`${statement} where agency_id = $1 and id = '${uuidOf(saved.id)}'`)).rejects.toThrow(
        /a published version never changes/,
      );
    }
  });
});

describe('drafts', () => {
  it('are nothing to a trainee, nor to grading', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-DRAFT');
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await calls.query('admin', node, { id: draft.id })).toMatchObject({ id: draft.id });
    expect(await calls.query('trainee', node, { id: draft.id })).toBeNull();
    expect(await calls.query('trainee', node, { id: draft.rubricId })).toBeNull();
    const diff = 'query ($id: ID!) { rubricDiff(fromId: $id, toId: $id) { rise } }';
    expect(await calls.query('admin', diff, { id: draft.id })).toEqual({ rise: null });
    expect(await calls.query('trainee', diff, { id: draft.id })).toBeNull();
    expect(await calls.query('other-admin', diff, { id: draft.id })).toBeNull();
    const input = { code: 'X1', title: 'x', idempotencyKey: 'x' };
    expect(await calls.errorCode('trainee', documentOf('createRubric'), { input })).toBe('FORBIDDEN');
    const read = await served.app.get(TenantDb).run(preparer(agencyId), async (tx) => {
      const id = uuidOf(draft.id);
      return [await publishedRubricVersion(tx, id), await rubricVersionsByIds(tx, [id])];
    });
    expect(read).toEqual([null, []]);
  });

  it('of another agency are answered like none at all', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-OTHER');
    const before = await written();
    const none = { id: toGlobalId('RubricVersion', uuidv7()), digest: draft.digest };
    const noRubric = toGlobalId('Rubric', uuidv7());
    const key = ({ id, digest }: Any): Any => ({ rubricVersionId: id, expectedDigest: digest });
    const attempts = (target: Any, rubricId: string): Promise<Any>[] => [
      save(target, coreInput('1.0.0'), 'other-admin'),
      publish(target, 'other-admin'),
      calls.do('other-admin', 'discardRubricDraft', key(target)),
      calls.do('other-admin', 'createRubricDraft', { rubricId, version: '2.0.0' }),
    ];
    const foreign = await Promise.all(attempts(draft, draft.rubricId));
    expect(foreign).toEqual(await Promise.all(attempts(none, noRubric)));
    for (const { userErrors } of foreign) expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await written()).toEqual(before);
  });
});
