import { Field, ID, InputType } from '@nestjs/graphql';
import { LocalDate } from '#platform';
import { ArrayMaxSize, IsArray, IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { CompliancePolicyInput } from '../adoptions/mandate.types.js';

const MOST_MEMBERS = 200;

@InputType({ description: 'A class that is called off: whoever is on its roster will not have its hours.' })
export class CancelPresentationForecast {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;
}

@InputType({ description: 'A class that is given on other days.' })
export class MovePresentationForecast {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;

  @Field(() => LocalDate, { description: 'Its last day after the move: until then nothing is completed.' })
  @IsString()
  endsOn: string;
}

@InputType({ description: 'A class that is not planned yet.' })
export class AddPresentationForecast {
  @Field(() => ID, { description: 'Global id of an approved course version.' })
  @IsString()
  courseVersionId: string;

  @Field(() => LocalDate, { description: 'Its last day: until then nothing is completed.' })
  @IsString()
  endsOn: string;

  @Field(() => [ID], { description: `Global ids of the members who would attend it, at most ${MOST_MEMBERS}.` })
  @IsArray()
  @ArrayMaxSize(MOST_MEMBERS)
  @IsString({ each: true })
  traineeIds: string[];
}

@InputType({ description: 'Members who go to another class.' })
export class MoveEnrolmentsForecast {
  @Field(() => [ID], { description: `Global ids of the members, at most ${MOST_MEMBERS}.` })
  @IsArray()
  @ArrayMaxSize(MOST_MEMBERS)
  @IsString({ each: true })
  traineeIds: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the presentation that they leave; none when left out.',
  })
  @IsOptional()
  @IsString()
  fromPresentationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the presentation that they join; none when left out.' })
  @IsOptional()
  @IsString()
  toPresentationId?: string | null;
}

@InputType({ description: 'A mandate version, or another policy for one, that is adopted today.' })
export class AdoptMandateForecast {
  @Field(() => String, { description: 'Code of the mandate, for example `US-GA-ANNUAL`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @Field(() => String, { description: 'A version of the library, or a published one of the agency’s own.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  version: string;

  @Field(() => CompliancePolicyInput, { description: 'How the agency would apply it.' })
  policy: CompliancePolicyInput;
}

@InputType({ description: 'A fact of members for some days, as `setMemberFact` would record it.' })
export class ChangeFactForecast {
  @Field(() => [ID], { description: `Global ids of the members, at most ${MOST_MEMBERS}.` })
  @IsArray()
  @ArrayMaxSize(MOST_MEMBERS)
  @IsString({ each: true })
  memberIds: string[];

  @Field(() => String, { description: 'Which fact, for example `role`; at most 60 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  fact: string;

  @Field(() => String, { nullable: true, description: 'Its value; null takes the fact away on these days.' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  value?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: other values of the fact go on holding.' })
  @IsOptional()
  @IsBoolean()
  alongside?: boolean | null;

  @Field(() => LocalDate, { description: 'First day on which it holds.' })
  @IsString()
  validFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day on which it holds; null until further notice.' })
  @IsOptional()
  @IsString()
  validTo?: string | null;
}

@InputType({
  description:
    'What to try: at least one of its fields is given; several are made in the order in which they stand here.',
})
export class ForecastChangeInput {
  @Field(() => CancelPresentationForecast, { nullable: true, description: 'A class is called off.' })
  @IsOptional()
  cancelPresentation?: CancelPresentationForecast | null;

  @Field(() => MovePresentationForecast, { nullable: true, description: 'A class is given on other days.' })
  @IsOptional()
  movePresentation?: MovePresentationForecast | null;

  @Field(() => AddPresentationForecast, { nullable: true, description: 'A class is given that is not planned yet.' })
  @IsOptional()
  addPresentation?: AddPresentationForecast | null;

  @Field(() => MoveEnrolmentsForecast, { nullable: true, description: 'Members leave one class and join another.' })
  @IsOptional()
  moveEnrolments?: MoveEnrolmentsForecast | null;

  @Field(() => AdoptMandateForecast, { nullable: true, description: 'A mandate version is adopted.' })
  @IsOptional()
  adoptMandate?: AdoptMandateForecast | null;

  @Field(() => ChangeFactForecast, { nullable: true, description: 'A fact of members is recorded.' })
  @IsOptional()
  changeFact?: ChangeFactForecast | null;
}

@InputType({ description: 'What to try, on whom, and how far to look.' })
export class ForecastInput {
  @Field(() => [ForecastChangeInput], {
    description:
      'Changes, made one after another as if they were recorded today; 0 to 20. None: what is to come anyway.',
  })
  @IsArray()
  @ArrayMaxSize(20)
  changes: ForecastChangeInput[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Only mandates with these codes, at most 20; every adopted one, and those that are tried, when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  mandateCodes?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only members of this org unit and of all units below it.' })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only members who are enrolled in this cohort.' })
  @IsOptional()
  @IsString()
  cohortId?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day to look at, at most three years ahead; a year ahead when left out.',
  })
  @IsOptional()
  @IsString()
  until?: string | null;
}
