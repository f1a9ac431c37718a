import { Global, Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, DiscoveryModule, ModuleRef } from '@nestjs/core';
import { GraphQLModule as NestGraphqlModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { AccessLog } from '../access-log/access-log.js';
import { TenantDb } from '../database/tenant-db.js';
import { Draining } from '../lifecycle/draining.js';
import { LOGGER, type Logger } from '../logging/logger.js';
import { authenticatorIn } from './authenticator.js';
import { graphqlOptions, type GraphqlSettings } from './graphql-options.js';
import { HealthController } from './health.controller.js';
import { InputPipe } from './input-pipe.js';
import { validateNestedInputs } from './nested-input.js';
import { NodeRegistry, NodeResolver } from './node.js';
import { ResolverErrorsFilter } from './resolver-errors.filter.js';
import {
  SUBSCRIPTION_SETTINGS,
  SubscriptionServer,
  type SubscriptionSettings,
} from '../subscriptions/subscription-server.js';

/** The GraphQL server of the API process. Contexts do not import it: their resolvers are found by being provided. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController],
  providers: [
    Draining,
    NodeRegistry,
    NodeResolver,
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_FILTER, useClass: ResolverErrorsFilter },
  ],
  exports: [NodeRegistry],
})
export class GraphqlModule implements OnApplicationBootstrap {
  static forRoot(settings: GraphqlSettings & SubscriptionSettings): DynamicModule {
    return {
      module: GraphqlModule,
      providers: [SubscriptionServer, { provide: SUBSCRIPTION_SETTINGS, useValue: settings }],
      imports: [
        NestGraphqlModule.forRootAsync<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          inject: [TenantDb, AccessLog, LOGGER, ModuleRef],
          useFactory: (tenantDb: TenantDb, accessLog: AccessLog, logger: Logger, modules: ModuleRef) =>
            graphqlOptions(settings, tenantDb, accessLog, logger, () => authenticatorIn(modules)),
        }),
      ],
    };
  }

  /** Once the schema is built: before that nobody knows the fields. */
  onApplicationBootstrap(): void {
    validateNestedInputs();
  }
}
