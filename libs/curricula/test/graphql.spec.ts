import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, TenantDb, toGlobalId, undescribed } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import {
  approvedCourseVersion,
  CurriculaModule,
  playableScenarioVersion,
  publishedRubricVersion,
} from '../src/index.js';
import { preparer, reader } from './curricula-actors.js';
import { serveCurricula, type Answer, type ServedCurricula } from './serve-curricula.js';

const agencyId = uuidv7();
const otherAgencyId = uuidv7();
const adminId = uuidv7();
const SCENARIO = { kind: 'SCENARIO', code: 'mental-health-crisis', version: '1.0.0' };
const ADOPT = `mutation ($input: AdoptPackInput!) { adoptPack(input: $input) {
  scenarioVersion { id scenarioId state digest playable content } rubricVersion { id state } userErrors { code field } } }`;
const PUBLISH = `mutation ($input: PublishScenarioInput!) { publishScenario(input: $input) {
  scenarioVersion { id state publishedAt } userErrors { code field message } } }`;

let served: ServedCurricula;
beforeAll(async () => {
  served = await serveCurricula();
  served.actors.set('admin', () => preparer(agencyId, adminId));
  served.actors.set('trainee', () => reader(agencyId));
  served.actors.set('other-admin', () => preparer(otherAgencyId));
}, 60_000);
afterAll(() => served.close());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are whatever the query asked for
type Any = any;
const data = async (token: string, query: string, variables: Record<string, unknown> = {}): Promise<Any> => {
  const answer = await served.ask(token, query, variables);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data ?? {})[0];
};
const adopt = (token: string, input: object): Promise<Any> => data(token, ADOPT, { input });
const importSample = (fileName: string, token = 'admin', format?: string): Promise<Any> =>
  data(
    token,
    `mutation ($input: ImportContentInput!) { importContent(input: $input) { userErrors { code field message } contentImport {
      id format rows accepted rejected rejections(first: 10) { nodes { id line pointer reason } pageInfo { hasNextPage } }
      dialogues(first: 10) { nodes { id title turnCount turns(first: 2) { nodes { number speaker text } pageInfo { hasNextPage } } } }
      scenarioVersions(first: 10) { nodes { id title state playable content } } } } }`,
    { input: { fileName, content: readFileSync(`packs/samples/${fileName}`, 'utf8'), ...(format ? { format } : {}) } },
  );

describe('the library', () => {
  it('lists its packs in pages, for those who prepare training only', async () => {
    const list = `query ($after: String, $kind: PackKind) { libraryPacks(first: 2, after: $after, kind: $kind) {
      nodes { kind code version digest } pageInfo { hasNextPage endCursor } } }`;
    const first = await data('admin', list);
    const next = await data('admin', list, { after: first.pageInfo.endCursor });
    expect(first.nodes).toHaveLength(2);
    expect(next.nodes[0].code > first.nodes[1].code).toBe(true);
    const codes = readdirSync('packs/scenarios').map((file) => file.replace('.json', ''));
    const scenarios = await data('admin', list, { kind: 'SCENARIO' });
    expect(scenarios.nodes.map((node: Any) => node.code)).toEqual(codes.sort().slice(0, 2));
    expect((await served.ask('trainee', list)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('gives an agency its own copy of a pack, once', async () => {
    const first = await adopt('admin', SCENARIO);
    expect(first).toMatchObject({
      userErrors: [],
      rubricVersion: null,
      scenarioVersion: { state: 'DRAFT', playable: true },
    });
    const again = await adopt('admin', SCENARIO);
    expect(again.scenarioVersion.id).toBe(first.scenarioVersion.id);
    expect(again.scenarioVersion.digest).toBe(first.scenarioVersion.digest);
    expect(JSON.parse(first.scenarioVersion.content)).toMatchObject({ code: SCENARIO.code });
    expect((await adopt('admin', { ...SCENARIO, version: '9' })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: 'input.code' },
    ]);
  });
});

describe('publishing', () => {
  it('makes a scenario playable, and is refused for what has no script', async () => {
    const { scenarioVersion } = await adopt('admin', SCENARIO);
    const uuid = Buffer.from(scenarioVersion.id, 'base64url').toString().split(':')[1]!;
    const db = served.app.get(TenantDb);
    expect(await db.run(preparer(agencyId), (tx) => playableScenarioVersion(tx, uuid))).toBeNull();
    for (let times = 0; times < 2; times++) {
      const published = await data('admin', PUBLISH, { input: { scenarioVersionId: scenarioVersion.id } });
      expect(published).toMatchObject({ userErrors: [], scenarioVersion: { state: 'PUBLISHED' } });
    }
    const playable = await db.run(preparer(agencyId), (tx) => playableScenarioVersion(tx, uuid));
    expect(playable).toMatchObject({
      id: uuid,
      digest: scenarioVersion.digest,
      body: { title: 'The hum in the garage' },
    });
    expect(await db.run(preparer(otherAgencyId), (tx) => playableScenarioVersion(tx, uuid))).toBeNull();

    const imported = await importSample('bus-shelter-scenario.json');
    const [version] = imported.contentImport.scenarioVersions.nodes;
    expect(version).toMatchObject({ state: 'DRAFT', playable: false });
    const refused = await data('admin', PUBLISH, { input: { scenarioVersionId: version.id } });
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.scenarioVersionId' }]);
    expect(refused.scenarioVersion).toBeNull();
  });

  it('answers malformed, mistyped and foreign ids alike for every agency', async () => {
    const { scenarioVersion } = await adopt('admin', SCENARIO);
    const publish = async (token: string, id: string) =>
      (await data(token, PUBLISH, { input: { scenarioVersionId: id } })).userErrors;
    const field = 'input.scenarioVersionId';
    expect(await publish('admin', 'x'.repeat(5_000))).toMatchObject([{ code: 'INVALID_ID', field }]);
    expect(await publish('admin', toGlobalId('RubricVersion', uuidv7()))).toMatchObject([
      { code: 'INVALID_ID', field },
    ]);
    const foreign = await publish('other-admin', scenarioVersion.id);
    expect(foreign).toEqual(await publish('other-admin', toGlobalId('ScenarioVersion', uuidv7())));
    expect(foreign).toMatchObject([{ code: 'NOT_FOUND', field }]);
  });

  it('publishes a rubric that grading can read', async () => {
    const { rubricVersion } = await adopt('admin', { kind: 'RUBRIC', code: 'DEESC-CORE', version: '1.0.0' });
    const published = await data(
      'admin',
      'mutation ($input: PublishRubricInput!) { publishRubric(input: $input) { rubricVersion { state } userErrors { code } } }',
      { input: { rubricVersionId: rubricVersion.id } },
    );
    expect(published).toEqual({ rubricVersion: { state: 'PUBLISHED' }, userErrors: [] });
    const uuid = Buffer.from(rubricVersion.id, 'base64url').toString().split(':')[1]!;
    const read = await served.app.get(TenantDb).run(preparer(agencyId), (tx) => publishedRubricVersion(tx, uuid));
    expect(read?.rubric.competencies).toHaveLength(8);
  });
});

describe('what a trainee sees', () => {
  it('is the summary of what is published, and never what the civilian can say', async () => {
    const { scenarioVersion } = await adopt('admin', SCENARIO);
    const draft = await adopt('admin', { ...SCENARIO, code: 'traffic-stop' });
    await data('admin', PUBLISH, { input: { scenarioVersionId: scenarioVersion.id } });
    const list =
      '{ scenarios(first: 10) { nodes { code versions(first: 5) { nodes { id title situation content } } } } }';
    const seen = await data('trainee', list);
    expect(seen.nodes.map((node: Any) => node.code)).toEqual(['mental-health-crisis']);
    expect(seen.nodes[0].versions.nodes).toMatchObject([{ title: 'The hum in the garage', content: null }]);
    expect((await data('admin', list)).nodes.length).toBeGreaterThan(1);
    const node = 'query ($id: ID!) { node(id: $id) { id ... on ScenarioVersion { content situation } } }';
    expect(await data('trainee', node, { id: draft.scenarioVersion.id })).toBeNull();
    expect(await data('trainee', node, { id: draft.scenarioVersion.scenarioId })).toBeNull();
    expect(await data('trainee', node, { id: scenarioVersion.id })).toMatchObject({ content: null });
    const { contentImport } = await importSample('front-desk-chats.jsonl');
    expect(await data('trainee', node, { id: contentImport.id })).toBeNull();
    expect(await data('trainee', node, { id: contentImport.dialogues.nodes[0].id })).toBeNull();
    expect(await data('trainee', node, { id: contentImport.rejections.nodes[0].id })).toBeNull();
    expect(await data('other-admin', node, { id: contentImport.id })).toBeNull();
    const forbidden: Answer = await served.ask('trainee', PUBLISH, {
      input: { scenarioVersionId: scenarioVersion.id },
    });
    expect(forbidden.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('importing', () => {
  it('takes what is good and names what is not, with its line', async () => {
    const { contentImport, userErrors } = await importSample('porch-call-transcript.csv');
    expect(userErrors).toEqual([]);
    expect(contentImport).toMatchObject({ format: 'DEESCALWILD_TRANSCRIPT', rows: 32, accepted: 1, rejected: 2 });
    expect(contentImport.rejections.nodes.map((one: Any) => one.line)).toEqual([15, 26]);
    const [dialogue] = contentImport.dialogues.nodes;
    expect(dialogue).toMatchObject({
      turnCount: 30,
      turns: { nodes: [{ number: 1, speaker: 'DISPATCHER' }, { number: 2 }] },
    });
    expect(dialogue.turns.pageInfo.hasNextPage).toBe(true);
  });

  it('makes drafts of cases, once per content and agency', async () => {
    const first = await importSample('deescalation-cases.json');
    expect(first.contentImport).toMatchObject({ rows: 6, accepted: 5, rejected: 1 });
    expect(first.contentImport.scenarioVersions.nodes).toHaveLength(5);
    const again = await importSample('deescalation-cases.json');
    expect(again.contentImport.id).toBe(first.contentImport.id);
    const other = await importSample('deescalation-cases.json', 'other-admin');
    expect(other.contentImport).toMatchObject({ accepted: 5 });
    expect(other.contentImport.id).not.toBe(first.contentImport.id);
    const listed = await data('other-admin', '{ contentImports(first: 10) { nodes { id fileName } } }');
    expect(listed.nodes).toEqual([{ id: other.contentImport.id, fileName: 'deescalation-cases.json' }]);
  });

  it('refuses a file that it cannot read, and writes nothing', async () => {
    const before = await data('admin', '{ contentImports(first: 100) { nodes { id } } }');
    const send = (input: object) =>
      data(
        'admin',
        'mutation ($input: ImportContentInput!) { importContent(input: $input) { contentImport { id } userErrors { code field } } }',
        { input },
      );
    expect(await send({ fileName: 'a.pdf', content: '%PDF-1.7' })).toEqual({
      contentImport: null,
      userErrors: [{ code: 'INVALID', field: 'input.content' }],
    });
    expect(await data('admin', '{ contentImports(first: 100) { nodes { id } } }')).toEqual(before);
  });
});

describe('courses', () => {
  const input = {
    code: 'DEESC-101',
    title: 'De-escalation in practice',
    board: 'Georgia POST',
    hours: 4.5,
    categories: ['DE_ESCALATION'],
    courseCode: 'GA-4410',
    delivery: 'IN_PERSON',
    proofEngineKinds: ['SCRIPTED'],
    idempotencyKey: 'course-1',
  };
  const create = (changed: object = {}, token = 'admin') =>
    data(
      token,
      `mutation ($input: CreateCourseInput!) { createCourse(input: $input) {
        course { id code } courseVersion { id version state hours } userErrors { code field } } }`,
      { input: { ...input, ...changed } },
    );

  it('are made once and approved under a control number', async () => {
    const made = await create();
    expect(made).toMatchObject({ userErrors: [], courseVersion: { version: 1, state: 'DRAFT', hours: 4.5 } });
    expect(await create()).toEqual(made);
    expect((await create({ idempotencyKey: 'course-2' })).userErrors).toEqual([{ code: 'TAKEN', field: 'input.code' }]);
    expect((await create({ code: 'X', hours: 1.005, idempotencyKey: 'course-3' })).userErrors).toEqual([
      { code: 'INVALID', field: 'input.hours' },
    ]);
    const uuid = Buffer.from(made.courseVersion.id, 'base64url').toString().split(':')[1]!;
    const approved = () => served.app.get(TenantDb).run(preparer(agencyId), (tx) => approvedCourseVersion(tx, uuid));
    expect(await approved()).toBeNull();
    const approve = (controlNumber: string, token = 'admin') =>
      data(
        token,
        'mutation ($input: ApproveCourseInput!) { approveCourse(input: $input) { courseVersion { state controlNumber } userErrors { code } } }',
        { input: { courseVersionId: made.courseVersion.id, controlNumber } },
      );
    expect((await approve('GA-1', 'other-admin')).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    for (const _ of [1, 2]) {
      expect(await approve('GA-1')).toEqual({
        courseVersion: { state: 'APPROVED', controlNumber: 'GA-1' },
        userErrors: [],
      });
    }
    expect((await approve('GA-2')).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    expect(await approved()).toMatchObject({ hours: '4.50', title: input.title, proofEngineKinds: ['SCRIPTED'] });
  });

  it('name the field of a bad input', async () => {
    const answer = await served.ask(
      'admin',
      'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { userErrors { code } } }',
      { input: { ...input, hours: 0, categories: [], code: 'x'.repeat(200) } },
    );
    const fields = answer.errors?.[0]?.extensions?.fields?.map((one) => one.field) ?? [];
    expect(new Set(fields)).toEqual(new Set(['input.hours', 'input.categories', 'input.code']));
  });
});

describe('the schema of curricula', () => {
  it('describes everything', async () => {
    expect(undescribed(await buildSchema([CurriculaModule]))).toEqual([]);
  });
});
