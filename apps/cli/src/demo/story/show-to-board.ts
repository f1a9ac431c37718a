import type { DemoContext } from '../demo-context.js';
import { OWN_CODE, SHOWN_MANDATES } from './adopt-own-policy.js';
import { agencyDay } from './agency-day.js';
import { Api } from './api.js';
import { RIVERBEND, type AgencyCast } from './cast.js';
import { countsOf, type Count } from './status-counts.js';
import type { Teller } from './teller.js';

const WEEK_MS = 7 * 24 * 3600 * 1000;

const GRANT = `mutation Grant($input: GrantAuditorAccessInput!) {
  grantAuditorAccess(input: $input) { auditorGrant { id } token userErrors { code field message } }
}`;
const VIEW = `query View($code: String!) {
  auditView {
    agencyName auditorName expiresAt
    compliance(mandateCode: $code, first: 20) {
      counts { status members }
      nodes { status dueOn auditedMember { givenName familyName boardId } }
    }
    presentations(first: 10) { nodes { courseTitle controlNumber endsOn rosterState } }
  }
}`;
const LOG = `query Log($id: ID!) {
  auditorAccessLog(auditorGrantId: $id, first: 5) { nodes { at operationName fields membersSeen outcome } }
}`;
const REVOKE = `mutation Revoke($id: ID!) {
  revokeAuditorAccess(input: { auditorGrantId: $id }) { userErrors { code field message } }
}`;

interface View {
  agencyName: string;
  compliance: {
    counts: Count[];
    nodes: {
      status: string;
      dueOn: string | null;
      auditedMember: { givenName: string; familyName: string; boardId: string | null };
    }[];
  };
  presentations: {
    nodes: { courseTitle: string; controlNumber: string | null; endsOn: string; rosterState: string }[];
  };
}

/** The last part of chapter 8: a state auditor's view, what it does not open, the log of what was read, and its end. */
export async function showToBoard(context: DemoContext, tell: Teller, { admin }: AgencyCast): Promise<void> {
  const { grantAuditorAccess } = await admin.api.ask<{
    grantAuditorAccess: { auditorGrant: { id: string }; token: string };
  }>(GRANT, {
    input: {
      name: 'June Alder',
      email: 'june.alder@board.example',
      organisation: 'Georgia POST',
      mandateCodes: SHOWN_MANDATES,
      idSystem: 'hr',
      recordsFrom: `${agencyDay(RIVERBEND).slice(0, 4)}-01-01`,
      expiresAt: new Date(Date.now() + WEEK_MS).toISOString(),
      idempotencyKey: 'auditor-1',
    },
  });
  const { auditorGrant, token } = grantAuditorAccess;
  tell.done(`${admin.name} gives June Alder of the board a view of two mandates for a week; its token is shown once`);
  const auditor = new Api(context.apiUrl, token, context.signal);
  const { auditView } = await auditor.ask<{ auditView: View }>(VIEW, { code: OWN_CODE });
  const { counts, nodes } = auditView.compliance;
  const bound = nodes.filter(({ status }) => status !== 'NOT_APPLICABLE');
  tell.say(`What she sees of ${auditView.agencyName} under ${OWN_CODE}: ${countsOf(counts)}`);
  tell.table(
    ['officer', 'number', 'status', 'due on'],
    bound.map(({ auditedMember: { givenName, familyName, boardId }, status, dueOn }) => [
      `${givenName} ${familyName}`,
      boardId,
      status,
      dueOn,
    ]),
  );
  for (const one of auditView.presentations.nodes)
    tell.say(`${one.endsOn} ${one.courseTitle}, control number ${one.controlNumber}: roster ${one.rosterState}`);
  tell.refused(
    'she asks for a dialogue',
    await auditor.refusal('query Dialogue { scenarioSessions(first: 1) { nodes { id } } }'),
  );
  const { auditorAccessLog } = await admin.api.ask<{
    auditorAccessLog: {
      nodes: { at: string; operationName: string | null; fields: string[]; membersSeen: number; outcome: string }[];
    };
  }>(LOG, { id: auditorGrant.id });
  tell.say('The access log, written before each answer left:');
  tell.table(
    ['at', 'query', 'of', 'members named', 'outcome'],
    auditorAccessLog.nodes.map(({ at, operationName, fields, membersSeen, outcome }) => [
      at,
      operationName,
      fields.join('\n'),
      membersSeen,
      outcome,
    ]),
  );
  await admin.api.ask(REVOKE, { id: auditorGrant.id });
  tell.refused('revoked, she asks once more', await auditor.refusal(VIEW, { code: OWN_CODE }));
}
