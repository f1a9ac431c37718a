import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { PublicType } from '#platform';
import { IsString, Length } from 'class-validator';

@ObjectType('ExternalId', { description: 'What another system calls something of the agency.' })
@PublicType()
export class ExternalIdType {
  @Field(() => String, { description: 'Which system says so, for example `hr`.' })
  system: string;

  @Field(() => String, { description: 'What it says.' })
  value: string;
}

@InputType({ description: 'What another system calls something of the agency; unique per type and system.' })
export class ExternalIdInput {
  @Field(() => String, { description: 'Which system says so, 1 to 60 characters, for example `hr`.' })
  @IsString()
  @Length(1, 60)
  system: string;

  @Field(() => String, { description: 'What it says, 1 to 200 characters, compared exactly.' })
  @IsString()
  @Length(1, 200)
  value: string;
}
