import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import { ScenarioSession } from './session.types.js';
import { Turn } from './turn.types.js';

@ObjectType({
  description: 'What the civilian has said so far of a turn that is not stored yet: it may still be withdrawn.',
})
@ReadScope('session:read')
export class Speaking {
  @Field(() => Int, { description: 'The number that the turn will have.' })
  number: number;

  @Field(() => Int, {
    description: 'Which attempt at the turn it is: the text of a higher one replaces what came before.',
  })
  attempt: number;

  @Field(() => String, { description: 'The whole text so far. A very long one is cut; the stored turn is not.' })
  text: string;
}

@ObjectType({ description: 'A step of a scenario session: the next turn, what is being said, or its end.' })
@ReadScope('session:read')
export class SessionProgress {
  @Field(() => Turn, {
    nullable: true,
    description:
      'The turn that was said; null while one is being said or the session begins or ends to pause, and in the last event, when it has ended.',
  })
  turn: Turn | null;

  @Field(() => Speaking, {
    nullable: true,
    description:
      'What the civilian is saying: only where `partial` asked for it, and never of a turn that came already.',
  })
  speaking: Speaking | null;

  @Field(() => ScenarioSession, { description: 'The scenario session at the moment of this event.' })
  session: ScenarioSession;
}
