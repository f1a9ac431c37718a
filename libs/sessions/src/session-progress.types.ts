import { Field, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import { ScenarioSession, Turn } from './session.types.js';

@ObjectType({ description: 'A step of a scenario session: the next turn, or its end.' })
@ReadScope('session:read')
export class SessionProgress {
  @Field(() => Turn, {
    nullable: true,
    description: 'The turn that was said; null in the last event, which tells that the session has ended.',
  })
  turn: Turn | null;

  @Field(() => ScenarioSession, { description: 'The scenario session at the moment of this event.' })
  session: ScenarioSession;
}
