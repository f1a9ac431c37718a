import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PublicType, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { RubricContentInput, VERSION, VERSION_RULE } from './rubric-content.inputs.js';
import { Rubric } from './rubric.types.js';

const KEY = {
  description: 'A key of the client’s own, 1 to 200 characters: the same key and input is done once.',
};
const READ = { description: 'The `digest` of the draft that this was made from: another one by now is a CONFLICT.' };

@InputType({ description: 'A rubric of the agency’s own.' })
export class CreateRubricInput {
  @Field(() => String, {
    description:
      'A code, unique in the agency and none of the library’s, 2 to 64 capitals, digits and dashes: `HERON-CORE`.',
  })
  @Matches(/^[A-Z][A-Z0-9-]{1,63}$/, {
    message: '$property must be 2 to 64 capitals, digits and dashes, for example HERON-CORE',
  })
  code: string;

  @Field(() => String, { description: 'What it is called, 1 to 300 characters.' })
  @IsString()
  @Length(1, 300)
  title: string;

  @Field(() => String, KEY)
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType({ description: 'The rubric, or why there is none.' })
@PublicType()
export class CreateRubricPayload {
  @Field(() => Rubric, { nullable: true, description: 'The rubric, without a version yet; null after a failure.' })
  rubric: Rubric | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@InputType({ description: 'A new draft of one of the agency’s own rubrics.' })
export class CreateRubricDraftInput {
  @Field(() => ID, { description: 'The rubric. One of the library is not edited: create a rubric, and copy from it.' })
  @IsString()
  rubricId: string;

  @Field(() => String, { description: 'The version that it is to be published as, three numbers: `1.2.0`.' })
  @IsString()
  @Matches(VERSION, VERSION_RULE)
  version: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'A rubric version to copy the content of, a draft or published, also of another rubric; from scratch when left out or null.',
  })
  @IsOptional()
  @IsString()
  fromVersionId?: string | null;

  @Field(() => String, KEY)
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'What a draft shall say.' })
export class SaveRubricDraftInput {
  @Field(() => ID, {
    description: 'The draft, a rubric version that is not published. Saving it twice is saving it once.',
  })
  @IsString()
  rubricVersionId: string;

  @Field(() => String, READ)
  @IsNotEmpty()
  @MaxLength(64)
  expectedDigest: string;

  @Field(() => RubricContentInput, { description: 'The whole content. It may be incomplete: see `problems`.' })
  content: RubricContentInput;
}

@InputType({ description: 'Which draft to discard.' })
export class DiscardRubricDraftInput {
  @Field(() => ID, { description: 'The draft, a rubric version that is not published.' })
  @IsString()
  rubricVersionId: string;

  @Field(() => String, READ)
  @IsNotEmpty()
  @MaxLength(64)
  expectedDigest: string;

  @Field(() => String, KEY)
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType({ description: 'Which draft is there no more, or why it still is.' })
@PublicType()
export class DiscardRubricDraftPayload {
  @Field(() => ID, { nullable: true, description: 'The id that it had; null after a failure.' })
  discardedId: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
