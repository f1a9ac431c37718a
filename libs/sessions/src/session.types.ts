import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { EngineKindEnum, Turn } from './turn.types.js';

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
  INVALIDATED: 'It counts for nothing; `invalidReason` says why. Its assignment may be sat again.',
});
const OutcomePathEnum = enumOf('OutcomePath', 'Which of the scenario’s three endings the dialogue reached.', {
  RESOLUTION: 'The civilian chose a safe way out with the officer.',
  CONTAINMENT: 'It stopped without harm and without a solution.',
  ESCALATION: 'It got worse.',
});
const EndReasonEnum = enumOf('SessionEndReason', 'Why a scenario session ended.', {
  COMPLETED_BY_TRAINEE: 'The trainee completed it.',
  OUTCOME: 'The dialogue reached one of the scenario’s endings.',
  FORCE_EVENT: 'The officer used force: narrated it, called it out or said that they do it.',
  TURN_LIMIT: 'It reached the most turns that a session may have.',
  TIME_LIMIT: 'Its time was over.',
  SAFE_WORD: 'The officer said the safe word.',
  ENDED_BY_INSTRUCTOR: 'An instructor ended it; `endNote` says what for.',
  EDGE_RESULT: 'It had ended on the device before it was synced.',
});
const InvalidReasonEnum = enumOf('InvalidReason', 'Why a scenario session counts for nothing.', {
  INSTRUCTOR: 'An instructor decided so.',
  ENGINE_TURNS:
    'In three of the civilian’s turns all that the engine said was refused: it tells nothing of the officer.',
  NOTHING_SAID: 'It ended before the officer had said anything.',
});

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

  @Field(() => String, {
    nullable: true,
    description: 'What the instructor said who ended it; null where none did.',
  })
  endNote: string | null;

  @Field(() => InvalidReasonEnum, {
    nullable: true,
    description: 'Why it counts for nothing; null where it may count.',
  })
  invalidReason: string | null;

  @Field(() => Date, { description: 'When it started.' })
  startedAt: Date;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it ends by itself, 60 minutes after its start; later by each pause, and not while one lasts. Null for one from a device.',
  })
  endsAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Since when an instructor has it pause; null while it goes on.' })
  pausedAt: Date | null;

  @Field(() => String, {
    description:
      'Words that end the session at once when the officer says them, whoever is speaking and for whatever reason.',
  })
  safeWord: string;

  @Field(() => Date, { nullable: true, description: 'When it ended; null while open.' })
  completedAt: Date | null;
}

export const ScenarioSessionConnection = Connection(ScenarioSession);

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
