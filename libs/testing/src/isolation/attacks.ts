import { toGlobalId, parseGlobalId } from '#platform';
import type { TestApp } from '../test-app.js';
import { EXTERNAL_SYSTEM, uuidOf, type Caller, type IdsByType } from '../world/agency-people.js';
import type { AgencyWorld, World } from '../world/world.js';
import type { Attack, Prober } from './attack.js';
import type { BadInputs } from './bad-input.js';
import type { StoredRows } from './stored-rows.js';

const NO_SCOPES = new Map();
/** Who has the second trainee in reach and not the first. */
const IN_ACADEMY = { unitInstructor: true, unitAuditor: true };
/** Of the same type and the same moment, so that it stands at the same place in every order; it names nothing. */
function missingId(globalId: string): string {
  const { typeName, uuid } = parseGlobalId(globalId) ?? { typeName: '', uuid: '' };
  const last = uuid.at(-1) ?? '0';
  return toGlobalId(typeName, `${uuid.slice(0, -1)}${(parseInt(last, 16) ^ 1).toString(16)}`);
}

export const missing = (ids: IdsByType): IdsByType =>
  Object.fromEntries(Object.entries(ids).map(([typeName, id]) => [typeName, missingId(id)]));

export const externalId = (value: string): { system: string; value: string } => ({ system: EXTERNAL_SYSTEM, value });

export function proberOf(app: TestApp, agency: AgencyWorld, caller: Caller): Prober {
  const client = app.as(caller.accessToken);
  return {
    name: `${agency.marker} ${caller.name}`,
    scopes: caller.scopes,
    ids: {
      ...agency.ids,
      ExternalId: externalId(`${agency.marker}-new`),
      ...caller.own,
      // A device plays for a trainee and an admin names one: only a trainee's own member is who they would name.
      Member: caller.name === 'secondTrainee' ? caller.id : agency.ids.Member,
      ...(caller.name in IN_ACADEMY ? agency.callers.secondTrainee.own : {}),
    },
    ask: (document, variables) => client.answerTo(document, variables),
  };
}

const probersOf = (app: TestApp, agency: AgencyWorld): Prober[] =>
  Object.values(agency.callers).map((caller) => proberOf(app, agency, caller));

/** One of each role and reach: a second trainee and a second device are told apart only inside their agency. */
const oneOfEach = (app: TestApp, agency: AgencyWorld): Prober[] => {
  const { secondTrainee: _trainee, secondDevice: _device, ...others } = agency.callers;
  return Object.values(others).map((caller) => proberOf(app, agency, caller));
};

const outsiders = (app: TestApp, { operatorToken, b }: World): Prober[] => [
  {
    name: 'an operator',
    scopes: new Map([['agency:provision', 'AGENCY']]),
    ids: { ...b.ids, ExternalId: externalId(`${b.marker}-new`) },
    ask: (document, variables) => app.as(operatorToken).answerTo(document, variables),
  },
  {
    name: 'nobody',
    scopes: NO_SCOPES,
    ids: { ...b.ids, ExternalId: externalId(`${b.marker}-new`) },
    ask: (document, variables) => app.as(null).answerTo(document, variables),
  },
];

export const uuidsOf = (...ids: IdsByType[]): string[] => [
  ...new Set(ids.flatMap((one) => Object.values(one).map(uuidOf))),
];

/** Everybody who can call the API for agency A, and an operator; agency B's ids are the foreign ones. */
export const badInputs = (app: TestApp, world: World, rows: StoredRows): BadInputs => ({
  callers: [...probersOf(app, world.a), ...outsiders(app, world)],
  foreignIds: world.b.ids,
  rows,
});

/** Every role and reach of agency B, an operator, and nobody, against all that is agency A's. */
export function anotherAgency(app: TestApp, world: World, rows: StoredRows): Attack {
  const { a, b } = world;
  const own = Object.values(a.callers).map((caller) => caller.own);
  const all = [a.ids, ...own];
  return {
    axis: 'another agency',
    attackers: [...oneOfEach(app, b), ...outsiders(app, world)],
    owners: probersOf(app, a),
    victimIds: { ...a.ids, ExternalId: externalId(`${a.marker}-trainee`) },
    missingIds: { ...missing(a.ids), ExternalId: externalId(`${a.marker}-nobody`) },
    canaries: [a.marker, ...new Set(all.flatMap((ids) => Object.values(ids)))],
    listsShowOwners: true,
    victimRows: () => rows.of({ agencyId: a.agencyId, uuids: uuidsOf(...all) }),
  };
}

/** The second trainee of agency A and the second device against what is the first's alone. What all trainees share is not hidden. */
export function anotherTrainee(app: TestApp, world: World, rows: StoredRows): Attack {
  const { a } = world;
  const { trainee, secondTrainee, secondDevice } = a.callers;
  const own = trainee.own;
  return {
    axis: 'another trainee',
    attackers: [secondTrainee, secondDevice].map((caller) => proberOf(app, a, caller)),
    owners: probersOf(app, a),
    victimIds: { ...own, ExternalId: externalId(`${a.marker}-trainee`) },
    missingIds: { ...missing(own), ExternalId: externalId(`${a.marker}-nobody`) },
    // Followed by a quote or a space, or the second trainee's own name would hold it.
    canaries: [...Object.values(own), `${a.marker}-trainee"`, `${a.marker}-trainee.`, `${a.marker}-trainee `],
    listsShowOwners: false,
    victimRows: () => rows.of({ uuids: uuidsOf(own) }),
  };
}

/** The second device of agency A and the second trainee against the first device. */
export function anotherDevice(app: TestApp, world: World, rows: StoredRows): Attack {
  const { a } = world;
  const { device, secondDevice, secondTrainee } = a.callers;
  return {
    axis: 'another device',
    attackers: [secondDevice, secondTrainee].map((caller) => proberOf(app, a, caller)),
    owners: probersOf(app, a),
    victimIds: device.own,
    missingIds: missing(device.own),
    canaries: Object.values(device.own),
    listsShowOwners: false,
    victimRows: () => rows.of({ uuids: uuidsOf(device.own) }),
  };
}
