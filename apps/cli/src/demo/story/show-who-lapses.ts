import { adoptOwnPolicy, OWN_CODE, SHOWN_MANDATES } from './adopt-own-policy.js';
import { agencyDay } from './agency-day.js';
import type { Api } from './api.js';
import { RIVERBEND, type AgencyCast, type Player } from './cast.js';
import { foretell } from './foretell.js';
import type { Training } from './prepare-training.js';
import { countsOf, type Count } from './status-counts.js';
import type { Teller } from './teller.js';
import { untilThere } from './until-there.js';

const CLASS_IN_DAYS = 30;

const OPEN = `mutation Open($input: OpenPresentationInput!) {
  openPresentation(input: $input) { presentation { id } userErrors { code field message } }
}`;
const ADD = `mutation Add($input: AddToRosterInput!) { addToRoster(input: $input) { userErrors { code field message } } }`;
const DASHBOARD = `query Dashboard($codes: [String!]!) {
  complianceDashboard(role: TRAINEE, mandateCodes: $codes) {
    freshness { asOf waiting }
    mandates { mandate { code verifiedOn } members counts { status members } ahead { from turns { status members } } }
  }
}`;
const EXPIRING = `query Expiring($code: String!) {
  expiring(mandateCodes: [$code], withinDays: 90, into: [OVERDUE, LAPSED], first: 20) {
    nodes { memberId givenName familyName status turnsOn turnsInto missing { label short unit } }
  }
}`;
const GAP = `query Gap($code: String!, $dueBy: LocalDate!) {
  courseGap(mandateCode: $code, dueBy: $dueBy, category: "DE_ESCALATION") {
    membersInNeed
    members { memberId givenName familyName }
    classes { presentationId courseTitle startsOn freeSeats coversFully onRoster }
    suggestion { classes { presentationId memberIds } covered leftIds }
  }
}`;

interface Dashboard {
  freshness: { asOf: string; waiting: number };
  mandates: {
    mandate: { code: string; verifiedOn: string | null };
    members: number;
    counts: Count[];
    ahead: { from: string; turns: Count[] }[];
  }[];
}

interface Named {
  memberId: string;
  givenName: string;
  familyName: string;
}

interface Expiring extends Named {
  status: string;
  turnsOn: string;
  turnsInto: string;
  missing: { label: string; short: number; unit: string }[];
}

interface Gap {
  membersInNeed: number;
  members: Named[];
  classes: {
    presentationId: string;
    courseTitle: string;
    startsOn: string;
    freeSeats: number | null;
    coversFully: string[];
    onRoster: string[];
  }[];
  suggestion: { classes: { presentationId: string; memberIds: string[] }[]; covered: number; leftIds: string[] };
}

/** Chapter 8: a policy of the agency's own, who is about to lapse under it, which class would help, and what if it is called off. */
export async function showWhoLapses(tell: Teller, agency: AgencyCast, training: Training): Promise<void> {
  tell.chapter('Who is about to lapse, and prove it');
  const { api } = agency.admin;
  const dueOn = await adoptOwnPolicy(tell, agency);
  const presentationId = await planClass(tell, agency, training);
  await showDashboard(tell, api);
  await showExpiring(tell, api);
  const leftOut = await showGap(tell, api, dueOn);
  await foretell(tell, api, { presentationId, leftOut });
}

/** A class in a month, with two of the six on its roster. */
async function planClass(tell: Teller, agency: AgencyCast, { courseVersionId }: Training): Promise<string> {
  const { api } = agency.admin;
  const day = agencyDay(RIVERBEND, CLASS_IN_DAYS);
  const { openPresentation } = await api.ask<{ openPresentation: { presentation: { id: string } } }>(OPEN, {
    input: {
      idempotencyKey: 'presentation-2',
      courseVersionId,
      instructorId: agency.secondInstructor.id,
      startsOn: day,
      endsOn: day,
      location: 'Training Academy, room 1',
      seats: 4,
    },
  });
  const { id } = openPresentation.presentation;
  const onIt = agency.trainees.slice(3, 5) as [Player, Player];
  await api.ask(ADD, { input: { presentationId: id, traineeIds: onIt.map((one) => one.id) } });
  tell.done(`a class of four seats is planned on ${day}, with ${onIt.map(({ name }) => name).join(' and ')} on it`);
  return id;
}

async function showDashboard(tell: Teller, api: Api): Promise<void> {
  const startedAt = performance.now();
  const dashboard = await untilThere(async () => {
    const { complianceDashboard } = await api.ask<{ complianceDashboard: Dashboard }>(DASHBOARD, {
      codes: SHOWN_MANDATES,
    });
    return complianceDashboard.freshness.waiting === 0 ? complianceDashboard : null;
  }, 'the statuses were not brought up to date');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  tell.say(`The dashboard of ${dashboard.freshness.asOf}, nobody waiting to be judged anew (asked for ${seconds} s):`);
  tell.table(
    ['mandate', 'officers', 'how they stand', 'in the next ninety days', 'checked by a person'],
    dashboard.mandates.map(({ mandate, members, counts, ahead }) => [
      mandate.code,
      members,
      counts.map((one) => countsOf([one])).join('\n'),
      ahead.map(({ from, turns }) => `week of ${from}: ${countsOf(turns)}`).join('\n'),
      mandate.verifiedOn ?? 'no',
    ]),
  );
}

async function showExpiring(tell: Teller, api: Api): Promise<void> {
  const { expiring } = await api.ask<{ expiring: { nodes: Expiring[] } }>(EXPIRING, { code: OWN_CODE });
  tell.say('Who lapses under the own policy if nothing more is recorded:');
  tell.table(
    ['officer', 'until then', 'then', 'missing'],
    expiring.nodes.map((one) => [
      nameOf(one),
      one.status,
      `${one.turnsInto} from ${one.turnsOn}`,
      one.missing.map(({ label, short, unit }) => `${label}: ${short} ${unit.toLowerCase()}`).join(', '),
    ]),
  );
}

/** @returns the first of those whom the suggestion seats in a class and who are on no roster yet; null for none */
async function showGap(tell: Teller, api: Api, dueBy: string): Promise<{ id: string; name: string } | null> {
  const { courseGap } = await api.ask<{ courseGap: Gap }>(GAP, { code: OWN_CODE, dueBy });
  const names = new Map(courseGap.members.map((one) => [one.memberId, nameOf(one)]));
  const namesOf = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? '').join('\n');
  tell.say(
    `${courseGap.membersInNeed} officers need de-escalation by ${dueBy}. The planned classes that would cover it:`,
  );
  tell.table(
    ['class', 'free seats', 'would cover', 'on its roster', 'suggested for'],
    courseGap.classes.map((one) => [
      `${one.startsOn}\n${one.courseTitle}`,
      one.freeSeats ?? 'nobody said',
      namesOf(one.coversFully),
      namesOf(one.onRoster),
      namesOf(courseGap.suggestion.classes.find((each) => each.presentationId === one.presentationId)?.memberIds ?? []),
    ]),
  );
  const rostered = new Set(courseGap.classes.flatMap(({ onRoster }) => onRoster));
  const id = courseGap.members.map(({ memberId }) => memberId).find((one) => !rostered.has(one));
  return id === undefined ? null : { id, name: names.get(id) ?? '' };
}

const nameOf = ({ givenName, familyName }: Named): string => `${givenName} ${familyName}`;
