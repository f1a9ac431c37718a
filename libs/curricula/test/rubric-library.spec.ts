import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { oneTransaction, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { contentDigest, publishPacks, type Pack } from '../src/index.js';
import { preparer, reader } from './curricula-actors.js';
import { coreInput, RubricCalls, type Any } from './rubric-calls.js';
import { serveCurricula, type ServedCurricula } from './serve-curricula.js';

const agencyId = uuidv7();

let served: ServedCurricula;
let calls: RubricCalls;
beforeAll(async () => {
  served = await serveCurricula();
  calls = new RubricCalls(served);
  served.actors.set('admin', () => preparer(agencyId));
  served.actors.set('trainee', () => reader(agencyId));
  const otherAgencyId = uuidv7();
  served.actors.set('other-admin', () => preparer(otherAgencyId));
}, 60_000);
afterAll(() => served.close());

const DIFF = `query ($fromId: ID!, $toId: ID!) { rubricDiff(fromId: $fromId, toId: $toId) { rise comparability meaning
  from { version } to { version } changes { kind path before after rise text } } }`;
const diff = (fromId: string, toId: string, token = 'admin'): Promise<Any> =>
  calls.query(token, DIFF, { fromId, toId });
const adopt = (code: string, version = '1.0.0', token = 'admin'): Promise<Any> =>
  calls.do(token, 'adoptPack', { kind: 'RUBRIC', code, version });
const publish = (rubricVersionId: string): Promise<Any> => calls.do('admin', 'publishRubric', { rubricVersionId });

/** A later version of a rubric that ships, put into the library. */
const corePack = (version: string, change: (body: Any) => unknown): Pack => {
  const body = JSON.parse(readFileSync('packs/rubrics/core.json', 'utf8'));
  change(body);
  const named = { ...body, version };
  return { kind: 'RUBRIC', code: body.id, version, title: 'Core', digest: contentDigest(named), body: named };
};
const publishInLibrary = (...packs: Pack[]): Promise<unknown> =>
  oneTransaction(served.app.database.urls.librarian, 'test', (tx) => publishPacks(tx, packs));
const newer = async (token = 'admin'): Promise<string[]> => {
  const list = '{ libraryPacks(first: 10, newerThanAdopted: true) { nodes { kind code version } } }';
  const { nodes } = await calls.query(token, list);
  return nodes.map(({ kind, code, version }: Any) => `${kind} ${code} ${version}`);
};

describe('a rubric of the library', () => {
  it('is adopted with what it changes over the one in use, and is listed until then', async () => {
    const first = await adopt('DEESC-CORE');
    expect(first).toMatchObject({ userErrors: [], rubricDiff: null });
    await publish(first.rubricVersion.id);
    expect(await newer()).toEqual([]);
    const reworded = (body: Any): unknown => (body.competencies[3].a3 = 'asks openly');
    await publishInLibrary(
      corePack('1.1.0', reworded),
      corePack('1.10.0', reworded),
      corePack('0.9.0', () => undefined),
    );
    expect(await newer()).toEqual(['RUBRIC DEESC-CORE 1.1.0', 'RUBRIC DEESC-CORE 1.10.0']);
    expect(await newer('other-admin')).toEqual([]);
    const second = await adopt('DEESC-CORE', '1.10.0');
    expect(second.rubricDiff).toEqual({
      from: { version: '1.0.0' },
      to: { version: '1.10.0' },
      rise: 'MINOR',
      comparability: 'WITH_CARE',
      changes: [{ text: 'The anchor of level 3 of ACTIVE_LISTENING is worded anew.' }],
    });
    expect(await newer()).toEqual([]);
    expect((await publish(second.rubricVersion.id)).userErrors).toEqual([]);
    // An older version that was not adopted in its time comes too late.
    const late = await adopt('DEESC-CORE', '1.1.0');
    expect(late.rubricVersion.problems).toMatchObject([{ field: 'input.content.version' }]);
  });

  it('for the outcome certifies nothing, and says so', async () => {
    const { rubricVersion } = await adopt('DEESC-OUTCOME');
    expect(rubricVersion.problems).toEqual([]);
    const { rubricVersion: published } = await publish(rubricVersion.id);
    expect(published.state).toBe('PUBLISHED');
    const shown = await calls.query(
      'trainee',
      `query ($id: ID!) { node(id: $id) { ... on RubricVersion { typedContent { purpose shares { process outcome } pass { finalAtLeast }
        competencies { code } criticalFails { code } outcomeBands { code min max } penalties { code points } } } } }`,
      { id: rubricVersion.id },
    );
    expect(shown.typedContent).toEqual({
      purpose: 'OUTCOME',
      shares: { process: 0, outcome: 100 },
      pass: null,
      competencies: [],
      criticalFails: [],
      outcomeBands: [
        { code: 'ESCALATION', min: 0, max: 25 },
        { code: 'CONTAINMENT', min: 26, max: 50 },
        { code: 'DE_ESCALATION', min: 51, max: 75 },
        { code: 'RESOLUTION', min: 76, max: 100 },
      ],
      penalties: [
        { code: 'REPETITIVE_LOOPING', points: 15 },
        { code: 'INCOHERENT_OR_ROBOTIC', points: 20 },
      ],
    });
  });

  it('does not mix with one of the agency’s own under the same code', async () => {
    const draft = await calls.ownDraft('admin', 'HERON-CORE');
    await publishInLibrary({ ...corePack('1.0.0', () => undefined), code: 'HERON-CORE' });
    expect((await adopt('HERON-CORE')).userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.code' }]);
    const made = await calls.do('admin', 'createRubricDraft', { rubricId: draft.rubricId, version: '1.0.1' });
    expect(made.userErrors).toEqual([]);
  });
});

describe('the difference between two versions', () => {
  it('is told change by change, also against one that was copied from another rubric', async () => {
    const core = (await adopt('DEESC-CORE')).rubricVersion;
    const draft = await calls.ownDraft('admin', 'HERON-DIFF');
    const { rubricVersion: own } = await calls.do('admin', 'saveRubricDraft', {
      rubricVersionId: draft.id,
      expectedDigest: draft.digest,
      content: coreInput('1.0.0', (content) => {
        content.competencies[3].weight = 20;
        content.competencies.pop();
        content.note = JSON.parse(core.content).note;
      }),
    });
    expect(await diff(core.id, own.id)).toEqual({
      from: { version: '1.0.0' },
      to: { version: '1.0.0' },
      rise: 'MAJOR',
      comparability: 'NOT_COMPARABLE',
      meaning: expect.stringContaining('must not be compared'),
      changes: [
        {
          kind: 'CHANGED',
          path: 'competencies[ACTIVE_LISTENING].weight',
          before: '18',
          after: '20',
          rise: 'MAJOR',
          text: 'The weight of ACTIVE_LISTENING goes from 18 % to 20 %.',
        },
        {
          kind: 'REMOVED',
          path: 'competencies[RESOLUTION_REFERRAL]',
          before: expect.stringContaining('"weight":10'),
          after: null,
          rise: 'MAJOR',
          text: 'The competency RESOLUTION_REFERRAL is there no more.',
        },
      ],
    });
    expect(await diff(own.id, own.id)).toMatchObject({ changes: [], rise: null, comparability: 'COMPARABLE' });
  });

  it('is nothing for ids of another agency, as for none at all', async () => {
    const core = (await adopt('DEESC-CORE')).rubricVersion.id;
    const none = toGlobalId('RubricVersion', uuidv7());
    expect(await diff(core, none)).toBeNull();
    expect(await diff(core, core, 'other-admin')).toBeNull();
    const answer = await served.ask('admin', DIFF, { fromId: 'x', toId: core });
    expect(answer.errors?.[0]?.extensions?.fields).toMatchObject([{ field: 'fromId' }]);
  });
});
