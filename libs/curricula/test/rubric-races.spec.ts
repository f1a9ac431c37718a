import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDb } from '#platform';
import { until } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { preparer } from './curricula-actors.js';
import { coreInput, RubricCalls, type Any } from './rubric-calls.js';
import { serveCurricula, type ServedCurricula } from './serve-curricula.js';

const agencyId = uuidv7();

let served: ServedCurricula;
let calls: RubricCalls;
beforeAll(async () => {
  served = await serveCurricula();
  calls = new RubricCalls(served);
  served.actors.set('admin', () => preparer(agencyId));
  served.actors.set('second-admin', () => preparer(agencyId));
}, 60_000);
afterAll(() => served.close());

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1]!;
const rows = (statement: string): Promise<Any[]> =>
  served.app.get(TenantDb).run(preparer(agencyId), (tx) => tx.query<Any>(statement, [agencyId]));
const save = (draft: Any, content: Any, token = 'admin'): Promise<Any> =>
  calls.do(token, 'saveRubricDraft', { rubricVersionId: draft.id, expectedDigest: draft.digest, content });
const publish = (draft: Any): Promise<Any> => calls.do('admin', 'publishRubric', { rubricVersionId: draft.id });

const WAITING = `select count(*)::int as n from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and $1 <> ''`;

/** Lets two mutations of one rubric come to where both wait for it, then lets them go on. */
async function atOnce(rubricId: string, start: () => Promise<Any>[]): Promise<Any[]> {
  const { answers } = await served.app.get(TenantDb).run(preparer(agencyId), async (tx) => {
    await tx.query('select 1 from rubrics where agency_id = $1 and id = $2 for update', [
      tx.agencyId,
      uuidOf(rubricId),
    ]);
    const started = Promise.all(start());
    await until('both mutations to wait', async () => ((await rows(WAITING))[0].n === 2 ? true : null), 10_000);
    return { answers: started };
  });
  return answers;
}

describe('two editors of one rubric at once', () => {
  it('keep what the first saved and tell the second, who has lost nothing', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-TWO');
    const [mine, theirs] = ['mine', 'theirs'].map((note) => coreInput('1.0.0', (content) => (content.note = note)));
    const answers = await atOnce(draft.rubricId, () => [save(draft, mine), save(draft, theirs, 'second-admin')]);
    const refused = answers.filter(({ userErrors }) => userErrors.length > 0);
    expect(refused).toHaveLength(1);
    expect(refused[0].userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.expectedDigest' }]);
    const { rubricVersion: kept } = answers.find(({ rubricVersion }) => rubricVersion);
    const lost = kept.content.includes('mine') ? theirs : mine;
    expect((await save(kept, lost)).rubricVersion.content).toContain(lost.note);
  });

  it('publish two drafts in the order of their versions, or only the higher', async () => {
    const first = await calls.ownDraft('admin', 'HERON-RACE');
    await publish((await save(first, coreInput('1.0.0'))).rubricVersion);
    const drafts = await Promise.all(
      ['1.0.1', '1.0.2'].map((version) =>
        calls.do('admin', 'createRubricDraft', { rubricId: first.rubricId, version, fromVersionId: first.id }),
      ),
    );
    const [lower, higher] = await atOnce(first.rubricId, () =>
      drafts.map(({ rubricVersion }) => publish(rubricVersion)),
    );
    expect(higher.userErrors).toEqual([]);
    const state = async (): Promise<string[]> =>
      (
        await rows(`select version from rubric_versions where agency_id = $1 and state = 'PUBLISHED'
        and rubric_id = '${uuidOf(first.rubricId)}' order by published_at`)
      ).map(({ version }) => version);
    // Whichever came first, they stand in the order of their versions.
    expect(await state()).toEqual(lower.userErrors.length > 0 ? ['1.0.0', '1.0.2'] : ['1.0.0', '1.0.1', '1.0.2']);
  });
});
