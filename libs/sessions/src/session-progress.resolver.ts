import { Args, ID, Int, Resolver, Subscription } from '@nestjs/graphql';
import { Allow, badInput, CurrentSubscriber, fromGlobalId, type GraphqlContext, type Subscriber } from '#platform';
import { MOST_TURNS_STORED } from './dialogue.js';
import { SessionProgressService, type ProgressStep } from './session-progress.service.js';
import { SessionProgress } from './session-progress.types.js';
import { sessionType, turnType } from './shown-session.js';

@Resolver()
export class SessionProgressResolver {
  constructor(private readonly progress: SessionProgressService) {}

  @Subscription(() => SessionProgress, {
    description:
      'Each turn of a scenario session that the caller may see, in order and once, as it is said; then its end, and the stream completes.',
    async resolve(this: SessionProgressResolver, step: ProgressStep, _args: unknown, { actor }: GraphqlContext) {
      const { session, turn } = await this.progress.at(actor, step);
      return { session: sessionType(session), turn: turn && turnType(turn, actor), speaking: step.speaking };
    },
  })
  @Allow('session:read')
  async sessionProgressed(
    @CurrentSubscriber() subscriber: Subscriber,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
    @Args('afterTurn', {
      type: () => Int,
      nullable: true,
      description:
        'The number of the last turn that the client has: only later ones are sent. Left out, null or 0 begins with the first.',
    })
    afterTurn: number | null | undefined,
    @Args('partial', {
      type: () => Boolean,
      nullable: true,
      description:
        'Also tells the civilian’s words while they are being said, and pauses. Left out, null or false tells stored turns and the end only.',
    })
    partial?: boolean | null,
  ): Promise<AsyncGenerator<ProgressStep>> {
    const after = afterTurn ?? 0;
    if (after < 0 || after > MOST_TURNS_STORED) {
      throw badInput([{ field: 'afterTurn', message: `afterTurn must be 0 to ${MOST_TURNS_STORED}` }]);
    }
    const id = fromGlobalId('ScenarioSession', sessionId, 'sessionId');
    return this.progress.follow(subscriber, { sessionId: id, after, partial: partial ?? false });
  }
}
