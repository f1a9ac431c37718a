import type { TestApp } from '../test-app.js';
import type { World } from '../world/world.js';
import type { Attack } from './attack.js';
import { externalId, missing, proberOf, uuidsOf } from './attacks.js';
import type { StoredRows } from './stored-rows.js';

/**
 * The instructor and the auditor of one division of agency A against what is another division's: the first trainee's, and the cohort and
 * presentation where they are alone. The second trainee, in a unit below theirs, they must see, apart from practice.
 */
export function anotherUnit(app: TestApp, world: World, rows: StoredRows): Attack {
  const { a } = world;
  const { unitInstructor, unitAuditor, admin, instructor, trainee, secondTrainee } = a.callers;
  // Practice is the trainee's alone, and a review its reviewer's.
  const { OpenSession, DebriefedSession, Review: _theirs, ...inReach } = secondTrainee.own;
  const hidden = { ...trainee.own, ...a.ofPatrol };
  const victimIds = { ...hidden, DebriefedSession: DebriefedSession ?? '' };
  return {
    axis: 'another org unit',
    attackers: [unitInstructor, unitAuditor].map((caller) => proberOf(app, a, caller)),
    owners: [instructor, admin, trainee, secondTrainee].map((caller) => proberOf(app, a, caller)),
    victimIds: { ...victimIds, ExternalId: externalId(`${a.marker}-trainee`) },
    missingIds: { ...missing(victimIds), ExternalId: externalId(`${a.marker}-nobody`) },
    // Followed by a quote or a space, or names of others would hold them.
    canaries: [
      ...Object.values(hidden),
      OpenSession ?? '',
      DebriefedSession ?? '',
      `${a.marker}-trainee"`,
      `${a.marker}-trainee.`,
      `${a.marker}-trainee `,
      `${a.marker}-patrol`,
    ],
    listsShowOwners: false,
    inReach: { ...inReach, ExternalId: externalId(`${a.marker}-secondTrainee`) },
    victimRows: () => rows.of({ uuids: uuidsOf(victimIds) }),
  };
}
