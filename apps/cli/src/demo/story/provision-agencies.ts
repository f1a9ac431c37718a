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

/** Access tokens come from the command line until members sign in. */
export const commandLineToken = (context: DemoContext, words: string[]): Promise<string> =>
  runCommand(join(context.root, 'dist/apps/cli/src/main.js'), ['token', ...words], context.environment);

export const memberToken = (context: DemoContext, slug: string, email: string): Promise<string> =>
  commandLineToken(context, ['--agency', slug, '--member', email]);

/** Chapter 1: two agencies, each with divisions, an admin, an instructor and trainees. */
export async function provisionAgencies(context: DemoContext, tell: Teller): Promise<Cast> {
  tell.chapter('Two agencies are provisioned');
  const operator = new Api(context.apiUrl, await commandLineToken(context, ['--operator', 'demo']), context.signal);
  tell.done('an operator has a token that may provision agencies, and may read nothing in them');
  const riverbend = await provisionAgency(context, operator, RIVERBEND);
  const harlow = await provisionAgency(context, operator, HARLOW);
  tell.table(
    ['agency', 'state', 'time zone', 'divisions', 'admin', 'instructor', 'trainees'],
    [RIVERBEND, HARLOW].map((sheet) => [
      sheet.name,
      sheet.stateCode,
      sheet.timezone,
      sheet.divisions.join(', '),
      nameOf(sheet.admin),
      nameOf(sheet.instructor),
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
  const admin = await player(context, sheet, sheet.admin, provisioned.adminId);
  const units: string[] = [];
  for (const name of sheet.divisions) {
    const input = { idempotencyKey: `unit-${name}`, name, kind: 'DIVISION' };
    const { createOrgUnit } = await admin.api.ask<{ createOrgUnit: { orgUnit: { id: string } } }>(ORG_UNIT, { input });
    units.push(createOrgUnit.orgUnit.id);
  }
  const add = async (person: PersonSheet, role: string): Promise<Player> => {
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
    return player(context, sheet, person, createMember.member.id);
  };
  const instructor = await add(sheet.instructor, 'INSTRUCTOR');
  const trainees = await Promise.all(sheet.trainees.map((person) => add(person, 'TRAINEE')));
  return { slug: sheet.slug, name: sheet.name, admin, instructor, trainees };
}

async function player(context: DemoContext, sheet: AgencySheet, person: PersonSheet, id: string): Promise<Player> {
  const email = emailOf(person, sheet);
  const token = await memberToken(context, sheet.slug, email);
  return { id, name: nameOf(person), email, api: new Api(context.apiUrl, token, context.signal) };
}
