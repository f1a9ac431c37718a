import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { PublicType } from '#platform';
import type { Spread } from '#trainees';

@ObjectType('Spread', {
  description: 'How a number is spread. Quartiles are interpolated between the values beside them.',
})
@PublicType()
export class SpreadType implements Spread {
  @Field(() => Int, { description: 'How many values.' })
  n: number;

  @Field(() => Float, { nullable: true, description: 'Their mean; null without values.' })
  mean: number | null;

  @Field(() => Float, { nullable: true, description: 'A quarter of them are at most this; null without values.' })
  lowerQuartile: number | null;

  @Field(() => Float, { nullable: true, description: 'Half of them are at most this; null without values.' })
  median: number | null;

  @Field(() => Float, { nullable: true, description: 'Three quarters of them are at most this; null without values.' })
  upperQuartile: number | null;
}
