import type { CallerName, IdsByType, People } from './agency-people.js';

interface Found {
  id: string;
}

const TRAINEES = ['trainee', 'secondTrainee'] as const;

/** A cohort, a presentation with its roster, and for each trainee what they are to play, live and on a device. */
export async function addTraining({ as, ids, callers }: People, marker: string): Promise<void> {
  const admin = as('admin');
  const traineeIds = TRAINEES.map((name) => callers[name].id);
  const { cohort } = await admin.done<{ cohort: Found }>(
    `mutation($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id } userErrors { field message } } }`,
    { input: { idempotencyKey: 'cohort', name: `${marker} autumn` } },
  );
  ids.Cohort = cohort.id;
  await admin.done(
    `mutation($input: EnrolTraineesInput!) { enrolTrainees(input: $input) { cohort { id } userErrors { field message } } }`,
    { input: { cohortId: cohort.id, traineeIds } },
  );
  const { presentation } = await admin.done<{ presentation: Found }>(
    `mutation($input: OpenPresentationInput!) { openPresentation(input: $input) { presentation { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: 'presentation',
        courseVersionId: ids.CourseVersion,
        instructorId: callers.instructor.id,
        startsOn: '2026-01-05',
        endsOn: '2030-01-05',
        location: `${marker} hall`,
      },
    },
  );
  ids.Presentation = presentation.id;
  await admin.done(
    `mutation($input: AddToRosterInput!) { addToRoster(input: $input) { presentation { id } userErrors { field message } } }`,
    { input: { presentationId: presentation.id, traineeIds } },
  );
  await share(callers, 'Enrolment', await listed(admin, ids, 'Cohort', 'enrolments'));
  await share(callers, 'RosterEntry', await listed(admin, ids, 'Presentation', 'roster'));

  const proof = await assign({ mode: 'PROOF', presentationId: presentation.id, traineeIds }, 'proof');
  callers.trainee.own.Assignment = proof[0]?.id ?? '';
  callers.secondTrainee.own.Assignment = proof[1]?.id ?? '';
  for (const [name, device] of [
    ['trainee', 'device'],
    ['secondTrainee', 'secondDevice'],
  ] as const) {
    const input = { mode: 'PRACTICE', traineeIds: [callers[name].id], deviceId: callers[device].id };
    callers[device].own.Assignment = (await assign(input, device))[0]?.id ?? '';
  }

  async function assign(input: Record<string, unknown>, idempotencyKey: string): Promise<Found[]> {
    const { assignments } = await admin.done<{ assignments: Found[] }>(
      `mutation($input: AssignSessionInput!) { assignSession(input: $input) { assignments { id } userErrors { field message } } }`,
      {
        input: {
          ...input,
          idempotencyKey,
          scenarioVersionId: ids.ScenarioVersion,
          rubricVersionId: ids.RubricVersion,
        },
      },
    );
    return assignments;
  }
}

type Owned = Found & { traineeId: string };

async function listed(admin: ReturnType<People['as']>, ids: IdsByType, type: string, list: string): Promise<Owned[]> {
  const node = await admin.done<Record<string, { nodes: Owned[] }>>(
    `query($id: ID!) { node(id: $id) { ... on ${type} { ${list}(first: 10) { nodes { id traineeId } } } } }`,
    { id: ids[type] },
  );
  return node[list]?.nodes ?? [];
}

/** Gives each trainee what names them. */
async function share(callers: People['callers'], type: string, found: readonly Owned[]): Promise<void> {
  for (const name of TRAINEES as readonly CallerName[]) {
    callers[name].own[type] = found.find((one) => one.traineeId === callers[name].id)?.id ?? '';
  }
}
