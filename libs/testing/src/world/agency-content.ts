import { publishPacks, readPacks, type Pack } from '#curricula';
import { oneTransaction } from '#platform';
import { readFileSync } from 'node:fs';
import type { TestApp } from '../test-app.js';
import type { People } from './agency-people.js';

/** The project's own packs, put into the library of the test's database. */
export async function publishLibrary(app: TestApp): Promise<Pack[]> {
  // Only here: it stands on all the others, and most tests need few of them.
  const { readMandatePack } = await import('#compliance');
  const packs = await readPacks('packs', readMandatePack);
  await oneTransaction(app.database.urls.librarian, 'test-librarian', (tx) => publishPacks(tx, packs));
  return packs;
}

interface Found {
  id: string;
}

/** What an agency's people train with: a published scenario and rubric, an approved course, an import with rejections. */
export async function addContent({ as, ids }: People, packs: readonly Pack[], marker: string): Promise<void> {
  const admin = as('admin');
  const adopt = async (kind: 'SCENARIO' | 'RUBRIC'): Promise<Record<string, Found & Record<string, string>>> => {
    const pack = packs.find((one) => one.kind === kind);
    if (!pack) throw new Error(`there is no ${kind} under packs/`);
    return admin.done(
      `mutation($input: AdoptPackInput!) { adoptPack(input: $input) { scenarioVersion { id scenarioId }
        rubricVersion { id rubricId } userErrors { field message } } }`,
      { input: { kind, code: pack.code, version: pack.version } },
    );
  };
  const { scenarioVersion } = await adopt('SCENARIO');
  const { rubricVersion } = await adopt('RUBRIC');
  ids.Scenario = scenarioVersion?.scenarioId ?? '';
  ids.ScenarioVersion = scenarioVersion?.id ?? '';
  ids.Rubric = rubricVersion?.rubricId ?? '';
  ids.RubricVersion = rubricVersion?.id ?? '';
  await admin.done(
    `mutation($input: PublishScenarioInput!) { publishScenario(input: $input) { scenarioVersion { id } userErrors { field message } } }`,
    { input: { scenarioVersionId: ids.ScenarioVersion } },
  );
  await admin.done(
    `mutation($input: PublishRubricInput!) { publishRubric(input: $input) { rubricVersion { id } userErrors { field message } } }`,
    { input: { rubricVersionId: ids.RubricVersion } },
  );
  const { rubric } = await admin.done<{ rubric: Found }>(
    `mutation($input: CreateRubricInput!) { createRubric(input: $input) { rubric { id } userErrors { field message } } }`,
    { input: { code: 'OWN-RUBRIC', title: `${marker} rubric`, idempotencyKey: 'rubric' } },
  );
  // One that can be edited: the other came from the library.
  ids.OwnRubric = rubric.id;
  const { course, courseVersion } = await admin.done<{ course: Found; courseVersion: Found }>(
    `mutation($input: CreateCourseInput!) { createCourse(input: $input) { course { id } courseVersion { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: 'course',
        code: `${marker}-101`,
        title: `${marker} de-escalation`,
        board: `${marker} board`,
        hours: 4,
        categories: ['DE_ESCALATION'],
        courseCode: `${marker}-DE`,
        delivery: 'IN_PERSON',
        proofEngineKinds: ['SCRIPTED'],
      },
    },
  );
  ids.Course = course.id;
  ids.CourseVersion = courseVersion.id;
  await admin.done(
    `mutation($input: ApproveCourseInput!) { approveCourse(input: $input) { courseVersion { id } userErrors { field message } } }`,
    { input: { courseVersionId: courseVersion.id, controlNumber: `${marker}-1` } },
  );
  const content = readFileSync('packs/samples/porch-call-transcript.csv', 'utf8');
  const { contentImport } = await admin.done<{
    contentImport: Found & { rejections: { nodes: Found[] }; dialogues: { nodes: Found[] } };
  }>(
    `mutation($input: ImportContentInput!) { importContent(input: $input) { contentImport { id
      rejections(first: 1) { nodes { id } } dialogues(first: 1) { nodes { id } } } userErrors { field message } } }`,
    { input: { fileName: `${marker}-porch.csv`, content } },
  );
  ids.ContentImport = contentImport.id;
  ids.ImportRejection = contentImport.rejections.nodes[0]?.id ?? '';
  ids.Dialogue = contentImport.dialogues.nodes[0]?.id ?? '';
}
