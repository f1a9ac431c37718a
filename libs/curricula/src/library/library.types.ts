import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, PageArgs, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { describedEnum } from '../described-enum.js';
import { RubricDiffType } from '../rubrics/rubric-diff.types.js';
import { RubricVersion } from '../rubrics/rubric.types.js';
import { ScenarioVersion } from '../scenarios/scenario.types.js';

const PackKindEnum = describedEnum('PackKind', 'What a pack of the library holds.', {
  SCENARIO: 'A scenario with its script.',
  RUBRIC: 'A rubric.',
  MANDATE: 'A mandate of a state.',
});

const AdoptableKindEnum = describedEnum('AdoptablePackKind', 'What `adoptPack` can copy into the agency.', {
  SCENARIO: 'A scenario with its script.',
  RUBRIC: 'A rubric.',
});

@ObjectType({ description: 'Content of the platform that agencies may adopt. A version never changes.' })
@ReadScope('curriculum:read')
export class LibraryPack {
  @Field(() => PackKindEnum, { description: 'What it holds.' })
  kind: string;

  @Field(() => String, { description: 'Its code, unique within its kind.' })
  code: string;

  @Field(() => String, { description: 'Its version.' })
  version: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the canonical JSON of its content.' })
  digest: string;

  @Field(() => Date, { description: 'When it was published.' })
  publishedAt: Date;
}

export const LibraryPackConnection = Connection(LibraryPack);

@ArgsType()
export class LibraryPacksArgs extends PageArgs {
  @Field(() => PackKindEnum, { nullable: true, description: 'Only packs of this kind.' })
  @IsOptional()
  kind?: 'SCENARIO' | 'RUBRIC' | 'MANDATE' | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only scenarios and rubrics that the agency adopted, in versions higher than any it has. Left out, null or false: all packs.',
  })
  @IsOptional()
  newerThanAdopted?: boolean | null;
}

@InputType({ description: 'Which pack of the library to adopt.' })
export class AdoptPackInput {
  @Field(() => AdoptableKindEnum, { description: 'What it holds.' })
  kind: 'SCENARIO' | 'RUBRIC';

  @Field(() => String, { description: 'Its code, 1 to 100 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @Field(() => String, { description: 'Its version, 1 to 50 characters. Adopting it again is adopting it once.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  version: string;
}

@ObjectType({ description: 'The agency’s own copy of the pack, or why there is none.' })
@PublicType()
export class AdoptPackPayload {
  @Field(() => ScenarioVersion, {
    nullable: true,
    description: 'The copy of a scenario pack, a draft; null for any other kind.',
  })
  scenarioVersion: ScenarioVersion | null;

  @Field(() => RubricVersion, {
    nullable: true,
    description: 'The copy of a rubric pack, a draft; null for any other kind.',
  })
  rubricVersion: RubricVersion | null;

  @Field(() => RubricDiffType, {
    nullable: true,
    description:
      'What the copy changes over the agency’s highest published version of the rubric; null where there is no other, and for any other kind.',
  })
  rubricDiff: RubricDiffType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
