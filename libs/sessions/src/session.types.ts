import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PageArgs, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import type { TurnFault } from '#slm';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

const SessionModeEnum = enumOf('SessionMode', 'Whether a scenario session may count.', {
  PRACTICE: 'Never counts, and only the trainee sees it.',
  PROOF: 'May count, after an instructor has signed its grade.',
});
const SessionOriginEnum = enumOf('SessionOrigin', 'Where a scenario session was played.', {
  LIVE: 'Against a worker, turn by turn.',
  EDGE: 'Offline on an enrolled device, then synced.',
});
const SessionStateEnum = enumOf('SessionState', 'Where a scenario session is in its life.', {
  OPEN: 'The dialogue goes on.',
  COMPLETED: 'The dialogue has ended; it is graded.',
  INVALIDATED: 'It counts for nothing, by an instructor’s decision.',
});
const EngineKindEnum = enumOf('EngineKind', 'What plays the civilian.', {
  SCRIPTED: 'The scripted player: authored lines and a state machine. Not a language model.',
  INFERENCE_SERVER: 'A language model on an inference server.',
  IN_PROCESS: 'A language model inside the process or the device.',
});
const OutcomePathEnum = enumOf('OutcomePath', 'Which of the scenario’s three endings the dialogue reached.', {
  RESOLUTION: 'The civilian chose a safe way out with the officer.',
  CONTAINMENT: 'It stopped without harm and without a solution.',
  ESCALATION: 'It got worse.',
});
const EndReasonEnum = enumOf('SessionEndReason', 'Why a scenario session ended.', {
  COMPLETED_BY_TRAINEE: 'The trainee completed it.',
  OUTCOME: 'The dialogue reached one of the scenario’s endings.',
  TURN_LIMIT: 'It reached the most turns that a session may have.',
  EDGE_RESULT: 'It had ended on the device before it was synced.',
});
const SpeakerEnum = enumOf('Speaker', 'Who said a turn.', {
  OFFICER: 'The trainee.',
  CIVILIAN: 'The persona, played by the engine.',
  BYSTANDER: 'Somebody else at the scene.',
  DISPATCHER: 'The dispatcher on the radio.',
});

const TurnFaultEnum = enumOf('TurnFault', 'Why what an engine said was refused and said anew.', {
  ROLE_DRIFT: 'It spoke as the officer, or labelled who speaks.',
  REFUSAL: 'It refused to play, as an assistant would.',
  EMPTY: 'It said nothing.',
  ECHO: 'It repeated the officer.',
  REPEAT: 'It repeated itself.',
  INSTANT_CURE: 'It calmed down faster than anybody does.',
  SLUR: 'It used a slur that the scenario’s rating does not allow.',
  GARBLED: 'It was not readable speech.',
  ENGINE_FAILED: 'There was no answer to look at: the engine failed.',
} satisfies Record<TurnFault, string>);

@ObjectType({ description: 'What an engine said and was not left with.' })
@ReadScope('session:read')
export class RejectedAttempt {
  @Field(() => Int, { description: 'Which attempt at the turn it was, from 1.' })
  attempt: number;

  @Field(() => TurnFaultEnum, { description: 'Why it was refused.' })
  fault: string;

  @Field(() => String, {
    nullable: true,
    description: 'What was refused, at most 400 characters; null for who reads only sessions of their own.',
  })
  text: string | null;
}

@ObjectType({ description: 'How an engine made a civilian’s turn.' })
@ReadScope('session:read')
export class TurnProvenance {
  @Field(() => EngineKindEnum, { description: 'What kind of engine it was.' })
  engine: string;

  @Field(() => String, {
    description:
      'What the engine says of itself: that it is not a language model, or the model’s code, version and what it must be labelled with.',
  })
  label: string;

  @Field(() => String, { description: 'Version of the scripted player, or of the registered model.' })
  version: string;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 in hex of what determines the words: the script, or weights, adapter and template; null where a device did not say.',
  })
  digest: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The engine that ran the model, as it is registered; null for the scripted player.',
  })
  engineName: string | null;

  @Field(() => Boolean, {
    description:
      'The model’s attempts were all refused and the scripted player spoke instead. Three such turns invalidate the scenario session.',
  })
  flagged: boolean;

  @Field(() => [RejectedAttempt], { description: 'Attempts at this turn that were refused, oldest first.' })
  rejected: RejectedAttempt[];

  @Field(() => Float, {
    nullable: true,
    description: 'The scripted player’s stress after the turn, 0 to 10; null for other engines.',
  })
  stress: number | null;

  @Field(() => String, { nullable: true, description: 'The scripted player’s stress band; null for other engines.' })
  band: string | null;
}

@ObjectType({ implements: () => [Node], description: 'One utterance in a scenario session.' })
@ReadScope('session:read')
export class Turn extends Node {
  @Field(() => Int, { description: 'Its place in the dialogue, from 1, without gaps.' })
  number: number;

  @Field(() => SpeakerEnum, { description: 'Who said it.' })
  speaker: string;

  @Field(() => String, { description: 'What was said, at most 4,000 characters.' })
  text: string;

  @Field(() => TurnProvenance, { nullable: true, description: 'How the engine made it; null for what a person said.' })
  provenance: TurnProvenance | null;

  @Field(() => Date, { description: 'When it was stored.' })
  createdAt: Date;
}

export const TurnConnection = Connection(Turn);

@ObjectType({ implements: () => [Node], description: 'One dialogue of one trainee with one scenario version.' })
@ReadScope('session:read')
export class ScenarioSession extends Node {
  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => ID, { nullable: true, description: 'The assignment it was started from; null for free practice.' })
  assignmentId: string | null;

  @Field(() => ID, { description: 'The scenario version, pinned at the start.' })
  scenarioVersionId: string;

  @Field(() => ID, { description: 'The rubric version, pinned at the start.' })
  rubricVersionId: string;

  @Field(() => SessionModeEnum, { description: 'Whether it may count.' })
  mode: string;

  @Field(() => SessionOriginEnum, { description: 'Where it was played.' })
  origin: string;

  @Field(() => SessionStateEnum, { description: 'Where it is in its life.' })
  state: string;

  @Field(() => EngineKindEnum, { description: 'What kind of engine plays the civilian, pinned at the start.' })
  engineKind: string;

  @Field(() => String, { description: 'What the engine says of itself.' })
  engineLabel: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The registered model that plays the civilian, pinned at the start; null for the scripted player.',
  })
  modelVersionId: string | null;

  @Field(() => OutcomePathEnum, {
    nullable: true,
    description: 'Which ending it reached; null while open or when it reached none.',
  })
  outcomePath: string | null;

  @Field(() => EndReasonEnum, { nullable: true, description: 'Why it ended; null while open.' })
  endReason: string | null;

  @Field(() => Date, { description: 'When it started.' })
  startedAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended; null while open.' })
  completedAt: Date | null;
}

export const ScenarioSessionConnection = Connection(ScenarioSession);

@ArgsType()
export class SessionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only sessions of this trainee.' })
  @IsOptional()
  @IsString()
  traineeId?: string | null;
}

@InputType({ description: 'Which assignment to play.' })
export class StartSessionInput {
  @Field(() => ID, { description: 'One of the trainee’s own assignments.' })
  @IsString()
  assignmentId: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input starts one session.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'What to practise.' })
export class StartPracticeInput {
  @Field(() => ID, { description: 'A published scenario version that the scripted player can play.' })
  @IsString()
  scenarioVersionId: string;

  @Field(() => ID, { description: 'A published rubric version, for the debrief.' })
  @IsString()
  rubricVersionId: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input starts one session.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'What the officer says.' })
export class SayInput {
  @Field(() => ID, { description: 'The trainee’s own open scenario session.' })
  @IsString()
  sessionId: string;

  @Field(() => String, { description: 'What is said, 1 to 4,000 characters.' })
  @IsString()
  @MaxLength(20_000)
  text: string;

  @Field(() => String, {
    description: 'A key of the client’s own for this turn, 1 to 200 characters: a resend is the same turn.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  clientKey: string;
}

@InputType({ description: 'Which scenario session to close.' })
export class CompleteSessionInput {
  @Field(() => ID, { description: 'The trainee’s own scenario session; closing it twice is closing it once.' })
  @IsString()
  sessionId: string;
}

@ObjectType({ description: 'The scenario session, or why there is none.' })
@PublicType()
export class SessionPayload {
  @Field(() => ScenarioSession, {
    nullable: true,
    description: 'The scenario session after the mutation; null after a failure.',
  })
  session: ScenarioSession | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The officer’s turn as it was stored, or why it was not.' })
@PublicType()
export class SayPayload {
  @Field(() => ScenarioSession, { nullable: true, description: 'The scenario session; null after a failure.' })
  session: ScenarioSession | null;

  @Field(() => Turn, {
    nullable: true,
    description: 'The officer’s turn; the civilian’s comes as the next number. Null after a failure.',
  })
  turn: Turn | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
