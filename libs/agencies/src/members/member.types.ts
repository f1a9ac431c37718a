import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection, LocalDate, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import type { MemberState } from './member.entity.js';

export const MemberStateEnum = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  LEFT: 'LEFT',
} as const satisfies { [S in MemberState]: S };
registerEnumType(MemberStateEnum, {
  name: 'MemberState',
  description: 'Whether a member belongs to the agency and may act.',
  valuesMap: {
    ACTIVE: { description: 'Belongs to the agency and may act.' },
    SUSPENDED: { description: 'May not act for now; access tokens end within 30 seconds.' },
    LEFT: { description: 'Has left; the record stays. Access tokens end within 30 seconds.' },
  },
});

/** Roles, external ids and facts are resolved for many members at once: see member-fields.resolver.ts. */
@ObjectType('Member', {
  implements: () => [Node],
  description:
    'A person in the agency: officer, recruit, instructor, admin. One person in two agencies is two members.',
})
@ReadScope('member:read')
export class MemberType extends Node {
  @Field(() => String, { description: 'Given name.' })
  givenName: string;

  @Field(() => String, { description: 'Family name.' })
  familyName: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, unique in the agency.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Badge number, as the agency writes it.' })
  badgeNumber: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit; null for none.' })
  orgUnitId: string | null;

  @Field(() => MemberStateEnum, { description: 'Whether the member belongs to the agency and may act.' })
  state: MemberState;
}

export const MemberConnection = Connection(MemberType);

@ObjectType('MemberFact', {
  description: 'What was, is or will be true of a member from one day to another; mandates are judged by it.',
})
@ReadScope('member:read')
export class MemberFactType {
  @Field(() => String, { description: 'Which fact, for example `role`, `licence`, `certifiedOn`.' })
  fact: string;

  @Field(() => String, { description: 'Its value; a day as `yyyy-mm-dd`.' })
  value: string;

  @Field(() => LocalDate, { description: 'First day on which it holds.' })
  validFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day on which it holds; null until further notice.' })
  validTo: string | null;
}

@ObjectType({ description: 'The member after the change.' })
@PublicType()
export class MemberPayload {
  @Field(() => MemberType, { nullable: true, description: 'The member; null when nothing was written.' })
  member?: MemberType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
