import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  type Page,
  type Payload,
} from '#platform';
import {
  DiscardStuckTaskInput,
  RetryStuckTaskInput,
  StuckTaskConnection,
  StuckTaskPayload,
  StuckTaskType,
} from './stuck-task.types.js';
import type { StuckTask } from './stuck-tasks.queries.js';
import { StuckTasksService } from './stuck-tasks.service.js';

const typed = ({ payload: input, ...task }: StuckTask): StuckTaskType => ({ ...task, input: JSON.stringify(input) });

@Resolver(() => StuckTaskType)
export class StuckTaskResolver {
  constructor(private readonly service: StuckTasksService) {}

  @Query(() => StuckTaskConnection, { description: 'The work of the agency that waits for an admin, oldest first.' })
  @Allow('task:read', 'AGENCY')
  async stuckTasks(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<StuckTaskType>> {
    const [afterId] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.service.after(actor, afterId as string | null, rowsToFetch(page));
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @Mutation(() => StuckTaskPayload, { description: 'Has stuck work tried again from the start, at once.' })
  @Allow('task:write', 'AGENCY')
  retryStuckTask(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The stuck task to try again.' }) input: RetryStuckTaskInput,
  ): Promise<Payload<StuckTaskPayload>> {
    return payload(async () => {
      const stuckTaskId = fromGlobalId('StuckTask', input.stuckTaskId, 'input.stuckTaskId');
      await this.service.retry(actor, { ...input, stuckTaskId });
      return { stuckTaskId: input.stuckTaskId };
    });
  }

  @Mutation(() => StuckTaskPayload, { description: 'Gives stuck work up for good: what it was for does not happen.' })
  @Allow('task:write', 'AGENCY')
  discardStuckTask(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The stuck task to give up, and why.' }) input: DiscardStuckTaskInput,
  ): Promise<Payload<StuckTaskPayload>> {
    return payload(async () => {
      const stuckTaskId = fromGlobalId('StuckTask', input.stuckTaskId, 'input.stuckTaskId');
      await this.service.discard(actor, { ...input, stuckTaskId });
      return { stuckTaskId: input.stuckTaskId };
    });
  }

  @LoadsNode('StuckTask')
  async load(actor: Actor, id: string): Promise<StuckTaskType | null> {
    const task = await this.service.byId(actor, id);
    return task ? typed(task) : null;
  }
}
