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
  CreateServiceAccountInput,
  RevokeServiceAccountInput,
  ServiceAccountConnection,
  ServiceAccountPayload,
  ServiceAccountType,
} from './service-account.types.js';
import type { ServiceAccount } from './service-accounts.queries.js';
import { ServiceAccountsService } from './service-accounts.service.js';

const typed = (account: ServiceAccount): ServiceAccountType => ({ ...account, clientId: account.id });

@Resolver(() => ServiceAccountType)
export class ServiceAccountResolver {
  constructor(private readonly accounts: ServiceAccountsService) {}

  @Query(() => ServiceAccountConnection, { description: 'The service accounts of the agency, oldest first.' })
  @Allow('service-account:read', 'AGENCY')
  async serviceAccounts(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<ServiceAccountType>> {
    const [afterId] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.accounts.after(actor, afterId as string | null, rowsToFetch(page));
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @Mutation(() => ServiceAccountPayload, {
    description: 'Creates a service account with one key and just these scopes.',
  })
  @Allow('service-account:write', 'AGENCY')
  createServiceAccount(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The service account to create.' }) input: CreateServiceAccountInput,
  ): Promise<Payload<ServiceAccountPayload>> {
    return payload(async () => ({ serviceAccount: await this.load(actor, await this.accounts.create(actor, input)) }));
  }

  @Mutation(() => ServiceAccountPayload, { description: 'Revokes a service account for good. Safe to repeat.' })
  @Allow('service-account:write', 'AGENCY')
  revokeServiceAccount(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The service account to revoke.' }) input: RevokeServiceAccountInput,
  ): Promise<Payload<ServiceAccountPayload>> {
    return payload(async () => {
      const id = fromGlobalId('ServiceAccount', input.serviceAccountId, 'input.serviceAccountId');
      await this.accounts.revoke(actor, id);
      return { serviceAccount: await this.load(actor, id) };
    });
  }

  @LoadsNode('ServiceAccount')
  async load(actor: Actor, id: string): Promise<ServiceAccountType | null> {
    const [account] = await this.accounts.byIds(actor, [id]);
    return account ? typed(account) : null;
  }
}
