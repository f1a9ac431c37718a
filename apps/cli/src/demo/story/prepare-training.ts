import { agencyDay } from './agency-day.js';
import { RIVERBEND, type AgencyCast } from './cast.js';
import type { Teller } from './teller.js';

export interface Training {
  scenarioVersionId: string;
  rubricVersionId: string;
  courseVersionId: string;
  cohortId: string;
  presentationId: string;
  deviceId: string;
  /** Assignments of the two who play live, and of the one who plays on the device, in the order of the trainees. */
  assignmentIds: string[];
}

export interface AdoptedPacks {
  scenarioVersionId: string;
  rubricVersionId: string;
}

/** Chapter 3: a published scenario and rubric, a cohort of six, an approved course with a presentation, proof sessions assigned. */
export async function prepareTraining(tell: Teller, agency: AgencyCast, adopted: AdoptedPacks): Promise<Training> {
  tell.chapter('Riverbend publishes, makes a cohort, opens a class and assigns a proof session');
  const { api } = agency.admin;
  const { scenarioVersionId, rubricVersionId } = adopted;
  await api.ask(
    `mutation P($id: ID!) { publishScenario(input: {scenarioVersionId: $id}) { userErrors { code field message } } }`,
    {
      id: scenarioVersionId,
    },
  );
  await api.ask(
    `mutation P($id: ID!) { publishRubric(input: {rubricVersionId: $id}) { userErrors { code field message } } }`,
    {
      id: rubricVersionId,
    },
  );
  tell.done('scenario and core rubric are published: from now on they never change');

  const { createCourse } = await api.ask<{ createCourse: { courseVersion: { id: string } } }>(
    `mutation C($input: CreateCourseInput!) { createCourse(input: $input) { courseVersion { id } userErrors { code field message } } }`,
    {
      input: {
        idempotencyKey: 'course-listening',
        code: 'RB-DEESC-1',
        title: 'De-escalation: listening under pressure',
        board: 'Georgia POST',
        hours: 4,
        categories: ['CE', 'DE_ESCALATION'],
        courseCode: 'DE_ESCALATION_SCENARIOS',
        delivery: 'IN_PERSON',
        proofEngineKinds: ['SCRIPTED'],
      },
    },
  );
  const courseVersionId = createCourse.courseVersion.id;
  await api.ask(
    `mutation A($input: ApproveCourseInput!) { approveCourse(input: $input) { courseVersion { state } userErrors { code field message } } }`,
    { input: { courseVersionId, controlNumber: 'GA-2026-0417' } },
  );
  tell.done('course of 4 hours, approved by its board with control number GA-2026-0417');

  const { createCohort } = await api.ask<{ createCohort: { cohort: { id: string } } }>(
    `mutation C($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id } userErrors { code field message } } }`,
    { input: { idempotencyKey: 'cohort-spring', name: 'Patrol, first watch' } },
  );
  const cohortId = createCohort.cohort.id;
  const { enrolTrainees } = await api.ask<{ enrolTrainees: { outcomes: { status: string }[] } }>(
    `mutation E($input: EnrolTraineesInput!) { enrolTrainees(input: $input) { outcomes { status } userErrors { code field message } } }`,
    { input: { cohortId, traineeIds: agency.trainees.map((one) => one.id) } },
  );
  tell.done(
    `cohort "Patrol, first watch": ${enrolTrainees.outcomes.filter((one) => one.status === 'ENROLLED').length} trainees enrolled`,
  );

  const { openPresentation } = await api.ask<{ openPresentation: { presentation: { id: string } } }>(
    `mutation O($input: OpenPresentationInput!) { openPresentation(input: $input) { presentation { id } userErrors { code field message } } }`,
    {
      input: {
        idempotencyKey: 'presentation-1',
        courseVersionId,
        instructorId: agency.instructor.id,
        startsOn: agencyDay(RIVERBEND),
        endsOn: agencyDay(RIVERBEND),
        location: 'Training Academy, room 2',
        seats: 3,
      },
    },
  );
  const presentationId = openPresentation.presentation.id;
  const { inviteDevice } = await api.ask<{ inviteDevice: { device: { id: string } } }>(
    `mutation I($input: InviteDeviceInput!) { inviteDevice(input: $input) { device { id } userErrors { code field message } } }`,
    { input: { idempotencyKey: 'device-1', name: 'Headset 3' } },
  );
  const deviceId = inviteDevice.device.id;
  const assign = async (index: number, onDevice: boolean): Promise<string> => {
    const { assignSession } = await api.ask<{ assignSession: { assignments: { id: string }[] } }>(
      `mutation A($input: AssignSessionInput!) { assignSession(input: $input) { assignments { id } userErrors { code field message } } }`,
      {
        input: {
          idempotencyKey: `assign-${index}`,
          traineeIds: [agency.trainees[index]?.id],
          presentationId,
          scenarioVersionId,
          rubricVersionId,
          mode: 'PROOF',
          deviceId: onDevice ? deviceId : null,
        },
      },
    );
    return assignSession.assignments[0]?.id ?? '';
  };
  const assignmentIds = [await assign(0, false), await assign(1, false), await assign(2, true)];
  tell.done(
    `class opened with ${agency.instructor.name}; proof sessions assigned, one of them to be played on "Headset 3"`,
  );
  return { scenarioVersionId, rubricVersionId, courseVersionId, cohortId, presentationId, deviceId, assignmentIds };
}
