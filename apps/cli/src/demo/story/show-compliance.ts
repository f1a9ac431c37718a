import type { AgencyCast, Player } from './cast.js';
import type { Training } from './prepare-training.js';
import type { Teller } from './teller.js';

const FACTS: [fact: string, value: string, from: string][] = [
  ['licence', 'GA_PEACE_OFFICER', '2019-03-01'],
  ['licence', 'TX_PEACE_OFFICER', '2021-06-01'],
  ['role', 'FULL_TIME', '2019-03-01'],
  ['certifiedOn', '2019-03-01', '2019-03-01'],
];

const MANDATES: { code: string; place: string }[] = [
  { code: 'US-GA-ANNUAL', place: 'Georgia' },
  { code: 'US-FL-MR', place: 'Florida' },
  { code: 'US-TX-UNIT', place: 'Texas unit' },
];

const REPORT = `query Report($memberId: ID!, $code: String!) {
  memberCompliance(memberId: $memberId, mandateCode: $code) {
    status explanation windowFrom windowTo dueOn evaluatedAt
    nodes { requirementId parentId label needed earned pending unit met explanation }
    entries { courseCode completedOn hours rosterState countsToward exclusionReason explanation }
    missing { label short unit }
  }
}`;

interface RequirementNode {
  requirementId: string;
  parentId: string | null;
  label: string;
  needed: number;
  earned: number;
  pending: number;
  unit: string;
  met: boolean;
  explanation: string;
}

export interface Report {
  status: string;
  explanation: string;
  windowFrom: string | null;
  windowTo: string | null;
  dueOn: string | null;
  nodes: RequirementNode[];
  entries: {
    courseCode: string;
    completedOn: string;
    countsToward: string[];
    exclusionReason: string | null;
    explanation: string;
  }[];
  missing: { label: string; short: number; unit: string }[];
}

/** Adopts the three mandates and records what is known of the officer. @returns how the officer stands before the training counts */
export async function adoptMandates(tell: Teller, agency: AgencyCast, trackedFrom: string): Promise<Report[]> {
  const officer = agency.trainees[0] as Player;
  for (const { code } of MANDATES) {
    await agency.admin.api.ask(
      `mutation A($input: AdoptMandateInput!) { adoptMandate(input: $input) { mandate { id } userErrors { code field message } } }`,
      {
        input: {
          code,
          version: '1.0.0',
          policy: { warnDays: 90, graceDays: 0, trackedFrom },
          idempotencyKey: `adopt-${code}`,
        },
      },
    );
  }
  for (const [fact, value, validFrom] of FACTS) {
    await agency.admin.api.ask(
      `mutation F($input: SetMemberFactInput!) { setMemberFact(input: $input) { userErrors { code field message } } }`,
      { input: { memberId: officer.id, fact, value, validFrom, alongside: true } },
    );
  }
  tell.done(
    `three mandates adopted from the library; ${officer.name} holds two licences and is certified since 2019-03-01`,
  );
  return reports(agency, officer);
}

/** Chapter 7: what the signed record changes under three mandates, and why each entry counts or does not. */
export async function showCompliance(
  tell: Teller,
  agency: AgencyCast,
  training: Training,
  before: readonly Report[],
): Promise<void> {
  tell.chapter('The compliance report changes under three mandates');
  const officer = agency.trainees[0] as Player;
  const roster = { input: { presentationId: training.presentationId } };
  const { api } = agency.admin;
  await api.ask(
    `mutation S($input: SubmitRosterInput!) { submitRoster(input: $input) { userErrors { code field message } } }`,
    roster,
  );
  const pending = await reports(agency, officer);
  await api.ask(
    `mutation D($input: DecideRosterInput!) { decideRoster(input: $input) { userErrors { code field message } } }`,
    {
      input: { ...roster.input, decision: 'APPROVED' },
    },
  );
  const after = await reports(agency, officer);
  tell.say(`${officer.name}, before the training, with the roster submitted, and with it approved:`);
  tell.table(
    ['mandate', 'window', 'before', 'submitted', 'approved'],
    MANDATES.map(({ place }, index) => {
      const report = after[index] as Report;
      return [
        place,
        `${report.windowFrom} to ${report.windowTo}`,
        ...[before, pending, after].map((list) => standing(list[index])),
      ];
    }),
  );
  for (const [index, { place }] of MANDATES.entries()) {
    const report = after[index] as Report;
    tell.say(`${place}: ${report.status}. ${report.explanation}`);
    tell.table(
      ['requirement', 'needed', 'earned', ''],
      report.nodes.map((node) => [
        `${'  '.repeat(depthOf(node, report.nodes))}${node.label}`,
        `${node.needed} ${node.unit.toLowerCase()}`,
        node.earned,
        node.met ? 'met' : node.explanation.replace(/^[^:]*: /, ''),
      ]),
    );
    for (const entry of report.entries) {
      tell.say(`${entry.completedOn} ${entry.courseCode}: ${entry.explanation}`);
    }
  }
}

async function reports(agency: AgencyCast, officer: Player): Promise<Report[]> {
  const list: Report[] = [];
  for (const { code } of MANDATES) {
    const answer = await agency.admin.api.ask<{ memberCompliance: Report }>(REPORT, { memberId: officer.id, code });
    list.push(answer.memberCompliance);
  }
  return list;
}

function standing(report: Report | undefined): string {
  const top = report?.nodes.find((node) => node.parentId === null);
  if (!report || !top) return '';
  const pending = top.pending > 0 ? ` (+${top.pending} pending)` : '';
  return `${report.status}\n${top.earned} of ${top.needed} ${top.unit.toLowerCase()}${pending}`;
}

function depthOf(node: RequirementNode, nodes: readonly RequirementNode[]): number {
  const parent = nodes.find((one) => one.requirementId === node.parentId);
  return parent ? 1 + depthOf(parent, nodes) : 0;
}
