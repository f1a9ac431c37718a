import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { describedEnum } from '../described-enum.js';

const ENGINE_KINDS = ['SCRIPTED', 'INFERENCE_SERVER', 'IN_PROCESS'];

const CourseStateEnum = describedEnum('CourseState', 'Where a course version is in its life.', {
  DRAFT: 'Not approved by a state board; no presentation of it can open.',
  APPROVED: 'Approved by its state board, under a control number.',
});

@ObjectType({ implements: () => [Node], description: 'One version of a course, as its state board approves it.' })
@ReadScope('curriculum:read')
export class CourseVersion extends Node {
  @Field(() => ID, { description: 'The course that it is a version of.' })
  courseId: string;

  @Field(() => Int, { description: 'Its version, from 1.' })
  version: number;

  @Field(() => CourseStateEnum, { description: 'Whether it is a draft or approved.' })
  state: string;

  @Field(() => String, { description: 'The state board, for example `Georgia POST`.' })
  board: string;

  @Field(() => String, { nullable: true, description: 'The board’s number for it; null while it is a draft.' })
  controlNumber: string | null;

  @Field(() => Float, { description: 'Hours of training that it counts for, at most two decimals.' })
  hours: number;

  @Field(() => [String], {
    description: 'Categories of training that its hours count in, for example `DE_ESCALATION`.',
  })
  categories: string[];

  @Field(() => String, { description: 'The board’s code for the course.' })
  courseCode: string;

  @Field(() => String, { description: 'How it is given, for example `IN_PERSON`.' })
  delivery: string;

  @Field(() => [String], { description: 'Kinds of engine that a proof session of it may be played against.' })
  proofEngineKinds: string[];

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When its approval was noted; null while it is a draft.' })
  approvedAt: Date | null;
}

export const CourseVersionConnection = Connection(CourseVersion);

@ObjectType({ implements: () => [Node], description: 'Training that counts for hours.' })
@ReadScope('curriculum:read')
export class Course extends Node {
  @Field(() => String, { description: 'Its code, unique in the agency.' })
  code: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date;
}

export const CourseConnection = Connection(Course);

@InputType({ description: 'A course and its first version.' })
export class CreateCourseInput {
  @Field(() => String, { description: 'A code, unique in the agency, 1 to 100 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @Field(() => String, { description: 'What it is called, 1 to 300 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @Field(() => String, { description: 'The state board, 1 to 100 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  board: string;

  @Field(() => Float, { description: 'Hours, 0.01 to 400, at most two decimals.' })
  @IsNumber()
  @Min(0.01)
  @Max(400)
  hours: number;

  @Field(() => [String], { description: 'Categories that the hours count in, 1 to 20, in capitals: `DE_ESCALATION`.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(/^[A-Z][A-Z0-9_]{0,63}$/, { each: true })
  categories: string[];

  @Field(() => String, { description: 'The board’s code for the course, 1 to 100 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  courseCode: string;

  @Field(() => String, { description: 'How it is given, in capitals: `IN_PERSON`, `ONLINE`. At most 50 characters.' })
  @Matches(/^[A-Z][A-Z0-9_]{0,49}$/)
  delivery: string;

  @Field(() => [String], {
    description:
      'Kinds of engine that a proof session may be played against: SCRIPTED, INFERENCE_SERVER, IN_PROCESS. None: no proof sessions.',
  })
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(ENGINE_KINDS, { each: true })
  proofEngineKinds: string[];

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input makes one course.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'The approval of a course version by its state board.' })
export class ApproveCourseInput {
  @Field(() => ID, { description: 'The course version.' })
  @IsString()
  courseVersionId: string;

  @Field(() => String, {
    description: 'The board’s number for it, 1 to 100 characters. The same again changes nothing.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  controlNumber: string;
}

@ObjectType({ description: 'The course, or why there is none.' })
@PublicType()
export class CoursePayload {
  @Field(() => Course, { nullable: true, description: 'The course; null after a failure.' })
  course: Course | null;

  @Field(() => CourseVersion, { nullable: true, description: 'Its version; null after a failure.' })
  courseVersion: CourseVersion | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
