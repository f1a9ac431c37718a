import { Field, ID, InputType } from '@nestjs/graphql';
import { LocalDate } from '#platform';
import { IsString, MaxLength } from 'class-validator';

@InputType({ description: 'A presentation that will not take place. Safe to repeat.' })
export class CancelPresentationInput {
  @Field(() => ID, { description: 'Global id of the presentation; its roster must be DRAFT.' })
  @IsString()
  presentationId: string;

  @Field(() => String, { description: 'Why, 1 to 1000 characters. It stays on record.' })
  @IsString()
  @MaxLength(4_000)
  reason: string;
}

@InputType({ description: 'A presentation that takes place on other days. Safe to repeat.' })
export class MovePresentationInput {
  @Field(() => ID, { description: 'Global id of the presentation; its roster must be DRAFT or CORRECTED.' })
  @IsString()
  presentationId: string;

  @Field(() => LocalDate, { description: 'First day.' })
  @IsString()
  startsOn: string;

  @Field(() => LocalDate, { description: 'Last day, not before today where the agency is.' })
  @IsString()
  endsOn: string;
}
