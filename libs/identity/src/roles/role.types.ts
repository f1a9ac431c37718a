import { registerEnumType } from '@nestjs/graphql';
import type { MemberRole } from './role-scopes.js';

export const MemberRoleEnum = {
  AGENCY_ADMIN: 'AGENCY_ADMIN',
  INSTRUCTOR: 'INSTRUCTOR',
  TRAINEE: 'TRAINEE',
  AUDITOR: 'AUDITOR',
} as const satisfies { [R in MemberRole]: R };

registerEnumType(MemberRoleEnum, {
  name: 'MemberRole',
  description: 'A role of a member in the agency; a member may have several.',
  valuesMap: {
    AGENCY_ADMIN: { description: 'Sets up the agency, its members, cohorts and curricula. Signs no grades.' },
    INSTRUCTOR: { description: 'Reviews and signs grades, assigns scenario sessions.' },
    TRAINEE: { description: 'Plays scenario sessions; sees nothing but their own.' },
    AUDITOR: { description: 'Reads what the agency shows its state board; changes nothing.' },
  },
});
