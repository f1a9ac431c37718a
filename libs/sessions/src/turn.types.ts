import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, ReadScope } from '#platform';
import type { TurnFault } from '#slm';

export const EngineKindEnum = enumOf('EngineKind', 'What plays the civilian.', {
  SCRIPTED: 'The scripted player: authored lines and a state machine. Not a language model.',
  INFERENCE_SERVER: 'A language model on an inference server.',
  IN_PROCESS: 'A language model inside the process or the device.',
});
export const SpeakerEnum = enumOf('Speaker', 'Who said a turn.', {
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
