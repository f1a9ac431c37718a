import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { OrgUnitKind } from './org-unit.entity.js';

const OrgUnitKindEnum = {
  DIVISION: 'DIVISION',
  PRECINCT: 'PRECINCT',
  ACADEMY: 'ACADEMY',
} as const satisfies { [K in OrgUnitKind]: K };
registerEnumType(OrgUnitKindEnum, {
  name: 'OrgUnitKind',
  description: 'What kind of org unit it is.',
  valuesMap: {
    DIVISION: { description: 'A division of the agency.' },
    PRECINCT: { description: 'A precinct or district.' },
    ACADEMY: { description: 'A training academy.' },
  },
});

@ObjectType('OrgUnit', {
  implements: () => [Node],
  description: 'A division, precinct or academy of the agency. A tree, given as a flat list with parents.',
})
@ReadScope('agency:read')
export class OrgUnitType extends Node {
  @Field(() => ID, { nullable: true, description: 'Global id of the org unit above it; null at the top.' })
  parentId: string | null;

  @Field(() => String, { description: 'Its name, unique under its parent.' })
  name: string;

  @Field(() => OrgUnitKindEnum, { description: 'What kind it is.' })
  kind: OrgUnitKind;
}

export const OrgUnitConnection = Connection(OrgUnitType);

@InputType({ description: 'An org unit to create.' })
export class CreateOrgUnitInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => String, { description: 'Its name, 1 to 200 characters, unique under its parent.' })
  @IsString()
  @MaxLength(200)
  name: string;

  @Field(() => OrgUnitKindEnum, { description: 'What kind it is.' })
  kind: OrgUnitKind;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit above it; none for one at the top.' })
  @IsOptional()
  @IsString()
  parentId?: string | null;
}

@ObjectType({ description: 'The org unit that was created.' })
@PublicType()
export class OrgUnitPayload {
  @Field(() => OrgUnitType, { nullable: true, description: 'The org unit; null when nothing was written.' })
  orgUnit?: OrgUnitType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
