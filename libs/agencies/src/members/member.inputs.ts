import { MemberRoleEnum, UnitRoleEnum, type MemberRole, type UnitRole } from '#identity';
import { Field, ID, InputType } from '@nestjs/graphql';
import { LocalDate } from '#platform';
import { ArrayMaxSize, ArrayUnique, IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { ExternalIdInput } from '../external-ids/external-id.types.js';
import type { MemberState } from './member.entity.js';
import { MemberStateEnum } from './member.types.js';

@InputType({ description: 'A member to create.' })
export class CreateMemberInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => String, { description: 'Given name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  givenName: string;

  @Field(() => String, { description: 'Family name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  familyName: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, at most 254 characters, unique in the agency.' })
  @IsOptional()
  @IsString()
  @MaxLength(254)
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Badge number, at most 40 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  badgeNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit.' })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => [MemberRoleEnum], { description: 'The roles of the member; none is allowed.' })
  @ArrayUnique()
  @ArrayMaxSize(5)
  roles: MemberRole[];

  @Field(() => [UnitRoleEnum], {
    nullable: true,
    description:
      'Those of the roles that reach only the member’s org unit and all below it; none for the whole agency.',
  })
  @IsOptional()
  @ArrayUnique()
  @ArrayMaxSize(2)
  unitRoles?: UnitRole[] | null;

  @Field(() => [ExternalIdInput], { nullable: true, description: 'What other systems call the member; at most 20.' })
  @IsOptional()
  @ArrayMaxSize(20)
  externalIds?: ExternalIdInput[] | null;
}

@InputType({ description: 'Changes to a member. A field that is absent stays as it is.' })
export class UpdateMemberInput {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;

  @Field(() => String, { nullable: true, description: 'Given name, 1 to 100 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  givenName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, 1 to 100 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  familyName?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address, at most 254 characters; null for none.' })
  @IsOptional()
  @IsString()
  @MaxLength(254)
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Badge number, at most 40 characters; null for none.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  badgeNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit; null for none.' })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => MemberStateEnum, {
    nullable: true,
    description: 'Whether the member belongs to the agency and may act.',
  })
  @IsOptional()
  state?: MemberState | null;
}

@InputType({ description: 'The roles that a member shall have.' })
export class SetMemberRolesInput {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;

  @Field(() => [MemberRoleEnum], { description: 'Exactly these; every other role is taken away.' })
  @ArrayUnique()
  @ArrayMaxSize(5)
  roles: MemberRole[];

  @Field(() => [UnitRoleEnum], {
    nullable: true,
    description:
      'Those of the roles that reach only the member’s org unit and all below it. Left out or null: a role that the member keeps reaches as far as before, a new one the whole agency.',
  })
  @IsOptional()
  @ArrayUnique()
  @ArrayMaxSize(2)
  unitRoles?: UnitRole[] | null;
}

@InputType({ description: 'A fact of a member for some days.' })
export class SetMemberFactInput {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;

  @Field(() => String, {
    description: 'Which fact, for example `role`: a small letter, then letters and digits, at most 60.',
  })
  @IsString()
  @MaxLength(60)
  fact: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its value, 1 to 200 characters, a day as `yyyy-mm-dd`; null takes the fact away on these days.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  value?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: other values of the fact go on holding, as with a second licence. Otherwise they give way.',
  })
  @IsOptional()
  @IsBoolean()
  alongside?: boolean | null;

  @Field(() => LocalDate, { description: 'First day on which it holds. What held before ends the day before.' })
  validFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day on which it holds; null until further notice.' })
  @IsOptional()
  validTo?: string | null;
}
