import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsString } from 'class-validator';
import { RubricContentType } from './rubric-content.types.js';
import { ContentSourceEnum, VersionStateEnum } from '../version-state.enum.js';

@ObjectType({
  implements: () => [Node],
  description: 'One version of a rubric: competencies with their anchors, critical fails and the pass rule.',
})
@ReadScope('curriculum:read')
export class RubricVersion extends Node {
  @Field(() => ID, { description: 'The rubric that it is a version of.' })
  rubricId: string;

  @Field(() => String, { description: 'Its version, for example `1.0.0`; at most 50 characters.' })
  version: string;

  @Field(() => VersionStateEnum, { description: 'Whether it is a draft or published.' })
  state: string;

  @Field(() => ContentSourceEnum, { description: 'Where it came from.' })
  source: string;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the canonical JSON of its content.' })
  digest: string;

  @Field(() => String, {
    description: 'The whole content as canonical JSON: what a trainee is judged by is no secret.',
  })
  content: string;

  @Field(() => RubricContentType, { description: 'The same, part by part.' })
  typedContent: RubricContentType;

  @Field(() => Date, { description: 'When the agency got it.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it was published; null while it is a draft.' })
  publishedAt: Date | null;
}

export const RubricVersionConnection = Connection(RubricVersion);

@ObjectType({ implements: () => [Node], description: 'What scenario sessions are graded by.' })
@ReadScope('curriculum:read')
export class Rubric extends Node {
  @Field(() => String, { description: 'Its code, unique in the agency, for example `DEESC-CORE`.' })
  code: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => Date, { description: 'When the agency got it.' })
  createdAt: Date;
}

export const RubricConnection = Connection(Rubric);

@InputType({ description: 'Which rubric version to publish.' })
export class PublishRubricInput {
  @Field(() => ID, { description: 'A rubric version; publishing it twice is publishing it once.' })
  @IsString()
  rubricVersionId: string;
}

@ObjectType({ description: 'The rubric version, or why there is none.' })
@PublicType()
export class RubricVersionPayload {
  @Field(() => RubricVersion, { nullable: true, description: 'It after the mutation; null after a failure.' })
  rubricVersion: RubricVersion | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
