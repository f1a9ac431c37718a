import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsString } from 'class-validator';
import { ContentSourceEnum, VersionStateEnum } from '../version-state.enum.js';

@ObjectType({
  implements: () => [Node],
  description: 'One version of a scenario. What the civilian can say is never part of what a trainee reads.',
})
@ReadScope('curriculum:read')
export class ScenarioVersion extends Node {
  @Field(() => ID, { description: 'The scenario that it is a version of.' })
  scenarioId: string;

  @Field(() => String, { description: 'Its version, for example `1.0.0`; at most 50 characters.' })
  version: string;

  @Field(() => VersionStateEnum, { description: 'Whether it is a draft or published.' })
  state: string;

  @Field(() => ContentSourceEnum, { description: 'Where it came from.' })
  source: string;

  @Field(() => ID, { nullable: true, description: 'The content import it came with; null for any other source.' })
  importId: string | null;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What it is about, for those who choose it.' })
  summary: string | null;

  @Field(() => String, { description: 'What the trainee is told before the first turn.' })
  situation: string;

  @Field(() => Boolean, { description: 'Whether the scripted player can play it; imported material has no script.' })
  playable: boolean;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the canonical JSON of its content.' })
  digest: string;

  @Field(() => Date, { description: 'When the agency got it.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it was published; null while it is a draft.' })
  publishedAt: Date | null;
}

export const ScenarioVersionConnection = Connection(ScenarioVersion);

@ObjectType({ implements: () => [Node], description: 'A situation with a civilian, for an officer to talk through.' })
@ReadScope('curriculum:read')
export class Scenario extends Node {
  @Field(() => String, { description: 'Its code, unique in the agency, for example `traffic-stop`.' })
  code: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => Date, { description: 'When the agency got it.' })
  createdAt: Date;
}

export const ScenarioConnection = Connection(Scenario);

@InputType({ description: 'Which scenario version to publish.' })
export class PublishScenarioInput {
  @Field(() => ID, { description: 'A scenario version with a script; publishing it twice is publishing it once.' })
  @IsString()
  scenarioVersionId: string;
}

@ObjectType({ description: 'The scenario version, or why there is none.' })
@PublicType()
export class ScenarioVersionPayload {
  @Field(() => ScenarioVersion, { nullable: true, description: 'It after the mutation; null after a failure.' })
  scenarioVersion: ScenarioVersion | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
