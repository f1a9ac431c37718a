import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, ReadScope } from '#platform';
import type { ModelPurpose, ReleaseState } from './release.js';

const ReleaseStateEnum = enumOf('ModelReleaseState', 'How far the release of a model version has come.', {
  CANDIDATE: 'Registered, and not evaluated.',
  EVALUATED: 'Evaluated on scenarios that it was not trained on; plays for nobody.',
  CANARY: 'Plays a part of the new sessions of the agencies that it was given to.',
  ACTIVE: 'May play all new sessions of the agencies that it was given to.',
  RETIRED: 'No session begins with it any more; those that did go on.',
});

const ModelPurposeEnum = enumOf<ModelPurpose>('ModelPurpose', 'What an agency is given a model version for.', {
  PLAYER: 'It plays civilians.',
  JUDGE: 'It proposes grades for how officers talked to civilians; never for a session that it played itself.',
});

@ObjectType({ description: 'What determines a model’s words. Each is a SHA-256 in hexadecimal.' })
@ReadScope('model:read')
export class ModelDigests {
  @Field(() => String, { description: 'Of the weights.' })
  weights: string;

  @Field(() => String, { nullable: true, description: 'Of the adapter on top of them; null for none.' })
  adapter: string | null;

  @Field(() => String, { description: 'Of the tokenizer.' })
  tokenizer: string;

  @Field(() => String, { description: 'Of the chat template.' })
  template: string;

  @Field(() => String, { description: 'Of the four together.' })
  all: string;
}

@ObjectType({
  implements: () => [Node],
  description:
    'A language model that plays civilians for the agency or judges its sessions, or did. A version never changes.',
})
@ReadScope('model:read')
export class ModelVersion extends Node {
  @Field(() => String, { description: 'What the model is called.' })
  code: string;

  @Field(() => String, { description: 'Its version.' })
  version: string;

  @Field(() => String, { description: 'What it was made from.' })
  base: string;

  @Field(() => String, { description: 'The licence it is used under.' })
  licence: string;

  @Field(() => String, { description: 'What people must be told beside what it says.' })
  notice: string;

  @Field(() => ModelDigests, { description: 'By which it can be told from every other.' })
  digests: ModelDigests;

  @Field(() => Int, { description: 'Tokens of prompt and answer together that it can hold.' })
  contextTokens: number;

  @Field(() => ReleaseStateEnum, { description: 'How far its release has come, for all agencies.' })
  state: ReleaseState;

  @Field(() => ModelPurposeEnum, { description: 'What the agency was given it for.' })
  purpose: ModelPurpose;

  @Field(() => Int, {
    description: 'Of the agency’s new sessions, how many percent it is given while it is CANARY or ACTIVE.',
  })
  percent: number;

  @Field(() => Date, { description: 'Since when it is given this part.' })
  since: Date;
}

/** After the type it lists: ModelVersionConnection and ModelVersionEdge, described. */
export const ModelVersionConnection = Connection(ModelVersion);
