import { readMandatePack } from '#compliance';
import { publishPacks, readPacks } from '#curricula';
import { oneTransaction, parseGlobalId } from '#platform';
import { GraphqlClient, type TestApp } from '#testing';
import pg from 'pg';

/** An agency with two trainees, a published scenario and rubric and a presentation, made through the public API. */
export interface TrainingAgency {
  admin: GraphqlClient;
  traineeIds: string[];
  scenarioVersionId: string;
  rubricVersionId: string;
  presentationId: string;
  /** Straight from the database, past every policy. */
  rows<Row = Record<string, unknown>>(sql: string, parameters: string[]): Promise<Row[]>;
}

interface Found {
  id: string;
}

export async function trainingAgency(app: TestApp): Promise<TrainingAgency> {
  const packs = await readPacks('packs', readMandatePack);
  await oneTransaction(app.database.urls.librarian, 'test-librarian', (tx) => publishPacks(tx, packs));
  const operator = app.as((await app.tokens.issueOperatorToken('test-operator')).accessToken);
  const { agencyId, adminId } = await operator.done<{ agencyId: string; adminId: string }>(
    `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { field message } } }`,
    {
      input: {
        ...{ idempotencyKey: 'a', slug: 'heron', name: 'Heron County', timezone: 'America/New_York', stateCode: 'GA' },
        admin: { givenName: 'Ada', familyName: 'Vale' },
      },
    },
  );
  const token = await app.tokens.issueMemberToken(uuidOf(agencyId), uuidOf(adminId));
  const admin = app.as(token.accessToken);
  const created = <T>(mutation: string, type: string, selection: string, input: Record<string, unknown>): Promise<T> =>
    admin.done<T>(
      `mutation($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { field message } } }`,
      { input },
    );

  const member = async (role: string, name: string): Promise<string> => {
    const input = { idempotencyKey: name, givenName: 'Robin', familyName: name, roles: [role] };
    return (await created<{ member: Found }>('createMember', 'CreateMemberInput', 'member { id }', input)).member.id;
  };
  const instructorId = await member('INSTRUCTOR', 'instructor');
  const traineeIds = [await member('TRAINEE', 'one'), await member('TRAINEE', 'two')];
  const adopt = async (kind: 'SCENARIO' | 'RUBRIC', field: string): Promise<string> => {
    const pack = packs.find((one) => one.kind === kind);
    const input = { kind, code: pack?.code, version: pack?.version };
    const adopted = await created<Record<string, Found>>('adoptPack', 'AdoptPackInput', `${field} { id }`, input);
    return adopted[field]?.id ?? '';
  };
  const scenarioVersionId = await adopt('SCENARIO', 'scenarioVersion');
  const rubricVersionId = await adopt('RUBRIC', 'rubricVersion');
  await created('publishScenario', 'PublishScenarioInput', 'scenarioVersion { id }', { scenarioVersionId });
  await created('publishRubric', 'PublishRubricInput', 'rubricVersion { id }', { rubricVersionId });
  const { courseVersion } = await created<{ courseVersion: Found }>(
    'createCourse',
    'CreateCourseInput',
    'courseVersion { id }',
    {
      ...{ idempotencyKey: 'course', code: 'DE-101', title: 'De-escalation', board: 'GA-POST', hours: 4 },
      ...{ categories: ['DE_ESCALATION'], courseCode: 'DE', delivery: 'IN_PERSON', proofEngineKinds: ['SCRIPTED'] },
    },
  );
  const approval = { courseVersionId: courseVersion.id, controlNumber: 'GA-1' };
  await created('approveCourse', 'ApproveCourseInput', 'courseVersion { id }', approval);
  const { presentation } = await created<{ presentation: Found }>(
    'openPresentation',
    'OpenPresentationInput',
    'presentation { id }',
    {
      ...{ idempotencyKey: 'presentation', courseVersionId: courseVersion.id, instructorId, location: 'Hall' },
      ...{ startsOn: '2026-01-05', endsOn: '2030-01-05' },
    },
  );
  await created('addToRoster', 'AddToRosterInput', 'presentation { id }', {
    presentationId: presentation.id,
    traineeIds,
  });
  return {
    ...{ admin, traineeIds, scenarioVersionId, rubricVersionId, presentationId: presentation.id },
    rows: async <Row>(sql: string, parameters: string[]) => {
      const client = new pg.Client({ connectionString: app.database.superuserUrl });
      await client.connect();
      try {
        return (await client.query(sql, parameters)).rows as Row[];
      } finally {
        await client.end();
      }
    },
  };
}

/** One proof assignment a trainee, for this device to take offline. @returns the assignments' UUIDs */
export async function assignProof(agency: TrainingAgency, deviceId: string, traineeIds: string[]): Promise<string[]> {
  const { scenarioVersionId, rubricVersionId, presentationId } = agency;
  const { assignments } = await agency.admin.done<{ assignments: Found[] }>(
    `mutation($input: AssignSessionInput!) { assignSession(input: $input) { assignments { id } userErrors { field message } } }`,
    {
      input: {
        ...{ idempotencyKey: `${deviceId}-${traineeIds.join()}`.slice(0, 200), mode: 'PROOF', deviceId, traineeIds },
        ...{ presentationId, scenarioVersionId, rubricVersionId },
      },
    },
  );
  return assignments.map(({ id }) => uuidOf(id));
}

const uuidOf = (globalId: string): string => parseGlobalId(globalId)?.uuid ?? '';
