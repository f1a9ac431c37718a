import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

const CODE = { description: 'Code of an exemption rule of the mandate that leaves a day to the agency.' };
const DAY = { description: 'Only what happens after this day of its year is excused, `MM-DD`, for example `04-01`.' };

@ObjectType('ExemptionParameter', {
  description: 'What the agency decides of an exemption rule that leaves it a choice.',
})
@ReadScope('compliance:read')
export class ExemptionParameterType {
  @Field(() => String, CODE)
  code: string;

  @Field(() => String, DAY)
  afterMonthDay: string;
}

@InputType({ description: 'What the agency decides of an exemption rule that leaves it a choice.' })
export class ExemptionParameterInput {
  @Field(() => String, CODE)
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  code: string;

  @Field(() => String, DAY)
  @IsString()
  @MaxLength(5)
  afterMonthDay: string;
}
