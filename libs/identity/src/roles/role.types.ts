import { registerEnumType } from '@nestjs/graphql';
import type { MemberRole } from './role-scopes.js';
import type { UnitRole } from './unit-reach.js';

export const MemberRoleEnum = {
  AGENCY_ADMIN: 'AGENCY_ADMIN',
  INSTRUCTOR: 'INSTRUCTOR',
  TRAINEE: 'TRAINEE',
  AUDITOR: 'AUDITOR',
  EXTERNAL_REVIEWER: 'EXTERNAL_REVIEWER',
} as const satisfies { [R in MemberRole]: R };

registerEnumType(MemberRoleEnum, {
  name: 'MemberRole',
  description: 'A role of a member in the agency; a member may have several.',
  valuesMap: {
    AGENCY_ADMIN: { description: 'Sets up the agency, its members, cohorts and curricula. Signs no grades.' },
    INSTRUCTOR: { description: 'Reviews and signs grades, assigns scenario sessions.' },
    TRAINEE: { description: 'Plays scenario sessions; sees nothing but their own.' },
    AUDITOR: { description: 'Reads what the agency shows its state board; changes nothing.' },
    EXTERNAL_REVIEWER: {
      description:
        'Somebody from outside who reviews scenario sessions assigned to them, for a time; see inviteExternalReviewer.',
    },
  },
});

export const UnitRoleEnum = {
  INSTRUCTOR: 'INSTRUCTOR',
  AUDITOR: 'AUDITOR',
} as const satisfies { [R in UnitRole]: R };

registerEnumType(UnitRoleEnum, {
  name: 'UnitRole',
  description: 'A role that a member can hold for their org unit and all below it, instead of the whole agency.',
  valuesMap: {
    INSTRUCTOR: { description: 'Reviews and signs grades of the unit’s members, assigns scenario sessions to them.' },
    AUDITOR: { description: 'Reads the records of the unit’s members; not the audit trail, which is the agency’s.' },
  },
});
