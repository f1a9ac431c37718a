import { join } from 'node:path';
import { runCommand } from '../child-process.js';
import type { DemoContext } from '../demo-context.js';
import { Api } from './api.js';
import {
  emailOf,
  HARLOW,
  nameOf,
  RIVERBEND,
  type AgencyCast,
  type AgencySheet,
  type Cast,
  type PersonSheet,
  type Player,
} from './cast.js';
import type { Teller } from './teller.js';

const PROVISION = `mutation Provision($input: ProvisionAgencyInput!) {
  provisionAgency(input: $input) { agencyId adminId userErrors { code field message } }
}`;
const ORG_UNIT = `mutation OrgUnit($input: CreateOrgUnitInput!) {
  createOrgUnit(input: $input) { orgUnit { id name } userErrors { code field message } }
}`;
const MEMBER = `mutation Member($input: CreateMemberInput!) {
  createMember(input: $input) { member { id } userErrors { code field message } }
}`;

/** Access tokens come from the command line until members sign in. @returns one token a line */
export const commandLineTokens = async (context: DemoContext, words: string[]): Promise<string[]> =>
  (await runCommand(join(context.root, 'dist/apps/cli/src/main.js'), ['token', ...words], context.environment)).split(
    '\n',
  );

/** The tokens of these members of one agency, in their order. */
export const memberTokens = (context: DemoContext, slug: string, emails: readonly string[]): Promise<string[]> =>
  commandLineTokens(context, ['--agency', slug, '--member', ...emails]);

/** Chapter 1: two agencies, each with divisions, an admin, two instructors and trainees. */
export async function provisionAgencies(context: DemoContext, tell: Teller): Promise<Cast> {
  tell.chapter('Two agencies are provisioned');
  const [operatorToken = ''] = await commandLineTokens(context, ['--operator', 'demo']);
  const operator = new Api(context.apiUrl, operatorToken, context.signal);
  tell.done('an operator has a token that may provision agencies, and may read nothing in them');
  const riverbend = await provisionAgency(context, operator, RIVERBEND);
  const harlow = await provisionAgency(context, operator, HARLOW);
  tell.table(
    ['agency', 'state', 'time zone', 'divisions', 'admin', 'instructors', 'trainees'],
    [RIVERBEND, HARLOW].map((sheet) => [
      sheet.name,
      sheet.stateCode,
      sheet.timezone,
      sheet.divisions.join(', '),
      nameOf(sheet.admin),
      `${nameOf(sheet.instructor)}, ${nameOf(sheet.secondInstructor)}`,
      sheet.trainees.length,
    ]),
  );
  tell.refused(
    'the operator asks for the members of Riverbend',
    await operator.refusal('{ members(first: 5) { nodes { id } } }'),
  );
  return { riverbend, harlow };
}

async function provisionAgency(context: DemoContext, operator: Api, sheet: AgencySheet): Promise<AgencyCast> {
  const { provisionAgency: provisioned } = await operator.ask<{ provisionAgency: { adminId: string } }>(PROVISION, {
    input: {
      idempotencyKey: `provision-${sheet.slug}`,
      slug: sheet.slug,
      name: sheet.name,
      timezone: sheet.timezone,
      stateCode: sheet.stateCode,
      admin: {
        givenName: sheet.admin.givenName,
        familyName: sheet.admin.familyName,
        email: emailOf(sheet.admin, sheet),
      },
    },
  });
  const admin = (await players(context, sheet, [{ person: sheet.admin, id: provisioned.adminId }]))[0] as Player;
  const units: string[] = [];
  for (const name of sheet.divisions) {
    const input = { idempotencyKey: `unit-${name}`, name, kind: 'DIVISION' };
    const { createOrgUnit } = await admin.api.ask<{ createOrgUnit: { orgUnit: { id: string } } }>(ORG_UNIT, { input });
    units.push(createOrgUnit.orgUnit.id);
  }
  const add = async (person: PersonSheet, role: string): Promise<Newcomer> => {
    const input = {
      idempotencyKey: `member-${person.badge}`,
      givenName: person.givenName,
      familyName: person.familyName,
      email: emailOf(person, sheet),
      badgeNumber: person.badge,
      orgUnitId: units[0],
      roles: [role],
      externalIds: [{ system: 'hr', value: `${sheet.slug}-${person.badge}` }],
    };
    const { createMember } = await admin.api.ask<{ createMember: { member: { id: string } } }>(MEMBER, { input });
    return { person, id: createMember.member.id };
  };
  await add(sheet.auditor, 'AUDITOR');
  const newcomers = [await add(sheet.instructor, 'INSTRUCTOR'), await add(sheet.secondInstructor, 'INSTRUCTOR')];
  for (const person of sheet.trainees) newcomers.push(await add(person, 'TRAINEE'));
  const [instructor, secondInstructor, ...trainees] = await players(context, sheet, newcomers);
  return {
    slug: sheet.slug,
    name: sheet.name,
    admin,
    instructor: instructor as Player,
    secondInstructor: secondInstructor as Player,
    trainees,
  };
}

interface Newcomer {
  person: PersonSheet;
  id: string;
}

async function players(context: DemoContext, sheet: AgencySheet, members: readonly Newcomer[]): Promise<Player[]> {
  const emails = members.map(({ person }) => emailOf(person, sheet));
  const tokens = await memberTokens(context, sheet.slug, emails);
  return members.map(({ person, id }, index) => ({
    id,
    name: nameOf(person),
    email: emails[index] ?? '',
    api: new Api(context.apiUrl, tokens[index] ?? '', context.signal),
  }));
}
