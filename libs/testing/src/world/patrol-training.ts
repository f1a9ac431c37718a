import type { People } from './agency-people.js';

interface Found {
  id: string;
}

/** A cohort and a presentation in which the first trainee alone is, and for each trainee one more proof session to sit. */
export async function addPatrolTraining({ as, ids, callers, ofPatrol }: People, marker: string): Promise<void> {
  const admin = as('admin');
  const traineeIds = [callers.trainee.id];
  const { cohort } = await admin.done<{ cohort: Found }>(
    `mutation($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id } userErrors { field message } } }`,
    { input: { idempotencyKey: 'patrol cohort', name: `${marker}-patrol nights` } },
  );
  await admin.done(
    `mutation($input: EnrolTraineesInput!) { enrolTrainees(input: $input) { cohort { id } userErrors { field message } } }`,
    { input: { cohortId: cohort.id, traineeIds } },
  );
  const { presentation } = await admin.done<{ presentation: Found }>(
    `mutation($input: OpenPresentationInput!) { openPresentation(input: $input) { presentation { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: 'patrol presentation',
        courseVersionId: ids.CourseVersion,
        instructorId: callers.instructor.id,
        startsOn: '2026-01-05',
        endsOn: '2030-01-05',
        location: `${marker}-patrol hall`,
      },
    },
  );
  Object.assign(ofPatrol, { Cohort: cohort.id, Presentation: presentation.id });
  await assignProof('trainee', presentation.id);
  await assignProof('secondTrainee', ids.Presentation);

  async function assignProof(name: 'trainee' | 'secondTrainee', presentationId: string | undefined): Promise<void> {
    const { assignments } = await admin.done<{ assignments: Found[] }>(
      `mutation($input: AssignSessionInput!) { assignSession(input: $input) { assignments { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: `waiting proof of ${name}`,
          mode: 'PROOF',
          presentationId,
          traineeIds: [callers[name].id],
          scenarioVersionId: ids.ScenarioVersion,
          rubricVersionId: ids.RubricVersion,
        },
      },
    );
    callers[name].own.WaitingAssignment = assignments[0]?.id ?? '';
  }
}
