import { OMIT } from './input-values.js';
import type { Knowledge } from './root-knowledge.js';

/** What the generator of isolation tests cannot read off the schema. A root field that is not listed here fails the test. */
export const KNOWLEDGE: Knowledge = {
  idTypes: {
    afterAssignmentId: 'Assignment',
    assignmentId: 'Assignment',
    cohortId: 'Cohort',
    courseVersionId: 'CourseVersion',
    deviceId: 'Device',
    instructorId: 'Member',
    memberId: 'Member',
    orgUnitId: 'OrgUnit',
    parentId: 'OrgUnit',
    presentationId: 'Presentation',
    recordId: 'TrainingRecord',
    rubricVersionId: 'RubricVersion',
    scenarioVersionId: 'ScenarioVersion',
    serviceAccountId: 'ServiceAccount',
    sessionId: 'ScenarioSession',
    stuckTaskId: 'StuckTask',
    traineeId: 'Member',
    externalId: 'ExternalId',
    externalIds: 'ExternalId',
  },
  roots: {
    'Query.agency': {},
    'Query.assignments': { values: { after: OMIT, first: 20 } },
    'Query.auditTrail': { ids: { entityId: 'Member' }, anyType: ['entityId'], values: { after: OMIT, first: 50 } },
    'Query.cohorts': { values: { after: OMIT, first: 20 } },
    'Query.complianceReport': {
      values: { after: OMIT, first: 20, mandateCode: 'US-GA-ANNUAL', asOf: OMIT, status: OMIT },
    },
    'Query.contentImport': { ids: { id: 'ContentImport' } },
    'Query.contentImports': { values: { after: OMIT } },
    'Query.courses': { values: { after: OMIT } },
    'Query.devices': { values: { after: OMIT } },
    'Query.gradingQueue': { values: { after: OMIT, first: 50 } },
    'Query.libraryPacks': {
      values: { after: OMIT, kind: OMIT },
      showsNothing: 'the library belongs to the platform and is the same for every agency',
    },
    'Query.mandates': { values: { after: OMIT } },
    'Query.member': {},
    'Query.memberCompliance': { values: { mandateCode: 'US-GA-ANNUAL', asOf: OMIT } },
    'Query.members': { values: { after: OMIT, first: 50 } },
    'Query.node': {},
    'Query.orgUnits': { values: { after: OMIT } },
    'Query.practiceDebrief': { ids: { sessionId: 'DebriefedSession' } },
    'Query.presentations': { values: { after: OMIT, first: 20 } },
    'Query.rubrics': { values: { after: OMIT } },
    'Query.scenarioSessions': { values: { after: OMIT, first: 50 } },
    'Query.scenarios': { values: { after: OMIT } },
    'Query.serviceAccounts': { values: { after: OMIT } },
    'Query.session': { ids: { id: 'ScenarioSession' } },
    'Query.sessionGrade': {},
    'Query.signedScores': { values: { after: OMIT, first: 20 } },
    'Query.stuckTasks': { values: { after: OMIT } },
    'Query.syncPull': {
      notLookedUp: { afterAssignmentId: 'a place in the device’s own list, found by comparing and not by looking up' },
    },
    'Query.trainingRecords': { values: { after: OMIT, first: 20 } },

    'Mutation.addToRoster': {},
    'Mutation.adoptMandate': {
      values: {
        'input.code': 'US-GA-ANNUAL',
        'input.version': '1.0.0',
        'input.policy.anchor': OMIT,
        'input.policy.cohorts': OMIT,
      },
      attacking: {
        'input.policy.cohorts.initials': { 'input.policy.cohorts': [{ initials: 'A-Z', from: '2025-01-01' }] },
      },
    },
    'Mutation.adoptPack': { values: { 'input.code': 'DEESC-CORE', 'input.kind': 'RUBRIC', 'input.version': '1.0.0' } },
    'Mutation.approveCourse': {},
    'Mutation.assignSession': {
      values: { 'input.mode': 'PROOF', 'input.cohortId': OMIT },
      attacking: { 'input.cohortId': { 'input.mode': 'PROOF', 'input.traineeIds': OMIT } },
    },
    'Mutation.completeSession': {},
    'Mutation.correctRoster': {},
    'Mutation.correctTrainingRecord': {},
    'Mutation.createCohort': {},
    'Mutation.createCourse': {
      values: {
        'input.hours': 4,
        'input.categories': ['DE_ESCALATION'],
        'input.delivery': 'ONLINE',
        'input.proofEngineKinds': ['SCRIPTED'],
      },
    },
    'Mutation.createEnrolmentCode': {},
    'Mutation.createMember': {
      values: { 'input.email': OMIT, 'input.badgeNumber': OMIT, 'input.unitRoles': OMIT },
      notLookedUp: {
        'input.externalIds': 'what the agency itself calls its new member; another agency may call one so too',
      },
    },
    'Mutation.createOrgUnit': {},
    'Mutation.createServiceAccount': {
      values: {
        'input.publicKeyJwk': '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
        'input.scopes': ['agency:read'],
      },
    },
    'Mutation.decideRoster': {},
    'Mutation.discardStuckTask': {},
    'Mutation.enrolDevice': {},
    'Mutation.enrolTrainees': {},
    'Mutation.importContent': {
      values: { 'input.fileName': 'probe.jsonl', 'input.format': 'CHAT_JSONL', 'input.content': '{"messages":[]}' },
      anyLength: { 'input.content': 'the text of a whole file: what bounds it is the body of a request, 4 MiB' },
    },
    // Where nobody has decided: what is decided already is refused for that.
    'Mutation.invalidateSession': { ids: { 'input.sessionId': 'WaitingSession' } },
    'Mutation.inviteDevice': {},
    'Mutation.openPresentation': {},
    'Mutation.provisionAgency': {
      values: {
        'input.slug': 'probe-agency',
        'input.timezone': 'America/New_York',
        'input.stateCode': 'GA',
        'input.admin.email': OMIT,
      },
    },
    'Mutation.publishRubric': {},
    'Mutation.publishScenario': {},
    'Mutation.recordExemption': {
      values: {
        'input.mandateCode': 'US-GA-ANNUAL',
        'input.kind': 'WAIVER',
        'input.code': 'OTHER',
        'input.validTo': OMIT,
      },
    },
    'Mutation.retryStuckTask': {},
    'Mutation.revokeDevice': {},
    'Mutation.revokeServiceAccount': {},
    'Mutation.say': { ids: { 'input.sessionId': 'OpenSession' } },
    'Mutation.setMemberFact': { values: { 'input.alongside': false, 'input.validTo': OMIT } },
    'Mutation.setMemberRoles': { values: { 'input.roles': ['TRAINEE'], 'input.unitRoles': OMIT } },
    'Mutation.signReview': { ids: { 'input.sessionId': 'WaitingSession' } },
    'Mutation.startPractice': {},
    'Mutation.startSession': {},
    'Mutation.submitReview': { ids: { 'input.sessionId': 'WaitingSession' } },
    'Mutation.submitRoster': {},
    'Mutation.syncResults': {
      values: { 'input.protocol': 1, 'input.records': ['probe'] },
      anyLength: { 'input.records': 'each record has an outcome of its own: one that is too large is REJECTED' },
    },
    'Mutation.updateMember': { values: { 'input.email': OMIT, 'input.badgeNumber': OMIT } },
    'Mutation.upsertRoster': {
      values: { 'input.rows.email': OMIT, 'input.rows.badgeNumber': OMIT, 'input.rows.state': OMIT },
      notLookedUp: {
        'input.rows.externalId': 'what the agency itself calls its member; another agency may call one so too',
      },
    },

    'Subscription.sessionProgressed': { values: { afterTurn: OMIT } },
  },
};
