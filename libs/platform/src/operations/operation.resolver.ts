import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import { Allow } from '../graphql/allow.js';
import { decodeCursor } from '../graphql/cursor.js';
import { CurrentActor, type GraphqlContext } from '../graphql/graphql-context.js';
import { payload, type Payload } from '../graphql/mutation-payload.js';
import { LoadsNode } from '../graphql/node.js';
import { connectionFrom, PageArgs, rowsToFetch, type Page } from '../graphql/paging.js';
import { fromGlobalId } from '../ids/global-id.js';
import { CurrentSubscriber, type Subscriber } from '../subscriptions/subscriber.js';
import { OperationProgressService } from './operation-progress.service.js';
import { listOperations, operationsByIds, type Operation } from './operation.queries.js';
import { CancelOperationInput, CancelOperationPayload, OperationConnection, OperationType } from './operation.types.js';
import { Operations } from './operations.js';

export const operationTyped = ({ startedBy: _, result, ...operation }: Operation): OperationType => ({
  ...operation,
  result: result && JSON.stringify(result),
});

@Resolver(() => OperationType)
export class OperationResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly operations: Operations,
    private readonly progress: OperationProgressService,
  ) {}

  @Query(() => OperationConnection, {
    name: 'operations',
    description: 'Long work of the agency that the caller may see, newest first.',
  })
  @Allow('operation:read')
  async list(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<OperationType>> {
    const [before] = decodeCursor(page.after, ['uuid']) ?? [null];
    const reach = actor.reach('operation:read');
    const rows = await this.db.read(actor, (tx) =>
      listOperations(tx, reach, { before: before as string | null, limit: rowsToFetch(page) }),
    );
    return connectionFrom(rows, page, (row) => [row.id], operationTyped);
  }

  @Query(() => OperationType, {
    nullable: true,
    description: 'One operation; null where there is none that the caller may see.',
  })
  @Allow('operation:read')
  operation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Global id of an operation.' }) id: string,
  ): Promise<OperationType | null> {
    return this.load(actor, fromGlobalId('Operation', id, 'id'));
  }

  @Mutation(() => CancelOperationPayload, {
    description: 'Ends long work before its time. What was done until then stays.',
  })
  @Allow('operation:cancel')
  cancelOperation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to cancel.' }) input: CancelOperationInput,
  ): Promise<Payload<CancelOperationPayload>> {
    return payload(async () => {
      const id = fromGlobalId('Operation', input.operationId, 'input.operationId');
      const reach = actor.reach('operation:cancel');
      await this.db.run(actor, (tx) => this.operations.cancel(tx, actor, reach, id));
      return { operation: await this.load(actor, id) };
    });
  }

  @Subscription(() => OperationType, {
    description: 'How an operation stands, and again after each change; the stream completes with its end.',
    async resolve(this: OperationResolver, step: Operation, _args: unknown, { actor }: GraphqlContext) {
      return operationTyped(await this.progress.at(actor, step.id));
    },
  })
  @Allow('operation:read')
  operationProgressed(
    @CurrentSubscriber() subscriber: Subscriber,
    @Args('operationId', { type: () => ID, description: 'Global id of an operation.' }) operationId: string,
  ): Promise<AsyncGenerator<Operation>> {
    return this.progress.follow(subscriber, fromGlobalId('Operation', operationId, 'operationId'));
  }

  @LoadsNode('Operation')
  async load(actor: Actor, id: string): Promise<OperationType | null> {
    const reach = actor.reach('operation:read');
    const [operation] = await this.db.read(actor, (tx) => operationsByIds(tx, reach, [id]));
    return operation ? operationTyped(operation) : null;
  }
}
