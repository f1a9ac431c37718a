import { Global, Injectable, Module } from '@nestjs/common';
import { Args, Field, Mutation, ObjectType, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import {
  AccessLog,
  Actor,
  Allow,
  Authenticator,
  createApi,
  createLogger,
  CurrentActor,
  CurrentSubscriber,
  LOGGER,
  Public,
  PublicType,
  ReadScope,
  TenantDb,
  unauthenticated,
  type RunningApi,
  type Scope,
  type Subscriber,
  type SubscriptionLimits,
} from '#platform';
import { SMALL_HTTP } from './http-configuration.js';
import { v7 as uuidv7 } from 'uuid';

/** A schema that tells what a test says, for the tests of the socket itself. */

export const AGENCY = uuidv7();
export const FAULT = 'connection to 10.0.0.7 refused for Avery Example';

@ObjectType({ description: 'Something that was told.' })
@PublicType()
class Told {
  @Field(() => String, { description: 'What.' })
  text: string;
}

@ObjectType({ description: 'What only some may see of it.' })
@ReadScope('grade:read')
class Secret {
  @Field(() => String, { description: 'What.' })
  text: string;
}

/** What the API did, for a test to look at. */
export class Broadcast {
  readonly actors: Actor[] = [];
  readonly ended: Actor[] = [];
  readonly logged: string[] = [];
  /** What each token may do; a token that is not here is not valid. */
  readonly standing = new Map<string, Scope[]>();
  /** Thrown by the next checks of a token. */
  outage: Error | null = null;
  listeners = 0;
  made = 0;
  private readonly hear = new Set<(text: string) => void>();

  tell(text: string): void {
    this.hear.forEach((hear) => hear(text));
  }

  async *told(ended: AbortSignal): AsyncGenerator<string> {
    const waiting: string[] = [];
    let wake = (): void => undefined;
    const hear = (text: string): void => {
      waiting.push(text);
      wake();
    };
    ended.addEventListener('abort', () => wake());
    this.hear.add(hear);
    this.listeners += 1;
    try {
      while (!ended.aborted) {
        for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) yield text;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (waiting.length > 0 || ended.aborted) resolve();
        });
      }
    } finally {
      this.hear.delete(hear);
      this.listeners -= 1;
    }
  }

  async *flood(ended: AbortSignal): AsyncGenerator<string> {
    for (; !ended.aborted; this.made += 1) yield 'x'.repeat(20_000);
  }
}

@Resolver(() => Told)
class BroadcastResolver {
  constructor(private readonly broadcast: Broadcast) {}

  @Query(() => String, { description: 'Says hello.' })
  @Public()
  hello(): string {
    return 'hello';
  }

  @Mutation(() => String, { description: 'Changes nothing.' })
  @Public()
  change(): string {
    return 'changed';
  }

  @Subscription(() => Told, { description: 'What is told.', resolve: (text: string) => ({ text }) })
  @Allow('session:read')
  told(@CurrentSubscriber() subscriber: Subscriber): AsyncGenerator<string> {
    return this.broadcast.told(subscriber.ended);
  }

  @Subscription(() => Told, { description: 'What is told to more.', resolve: (text: string) => ({ text }) })
  @Allow('cohort:read')
  toldWidely(@CurrentSubscriber() subscriber: Subscriber): AsyncGenerator<string> {
    return this.broadcast.told(subscriber.ended);
  }

  @Subscription(() => Told, { description: 'Without end.', resolve: (text: string) => ({ text }) })
  @Allow('session:read')
  flood(@CurrentSubscriber() subscriber: Subscriber): AsyncGenerator<string> {
    return this.broadcast.flood(subscriber.ended);
  }

  @Subscription(() => Told, { description: 'Never starts.' })
  @Allow('session:read')
  async broken(): Promise<AsyncGenerator<string>> {
    throw new Error(FAULT);
  }

  @Subscription(() => Told, { description: 'Fails when it is told.', resolve: (text: string) => ({ text }) })
  @Allow('session:read')
  async *breaking(@Args('after', { type: () => String, description: 'What to tell first.' }) after: string) {
    yield after;
    throw new Error(FAULT);
  }

  @ResolveField(() => String, { description: 'Under which request it is told.' })
  requestId(@CurrentActor() actor: Actor): string {
    this.broadcast.actors.push(actor);
    return actor.requestId;
  }

  @ResolveField(() => Told, { description: 'Itself, to any depth.' })
  self(): Told {
    return { text: 'self' } as Told;
  }

  @ResolveField(() => Secret, { description: 'What only some may see.' })
  secret(): Secret {
    return { text: 'secret' };
  }

  @ResolveField(() => String, { nullable: true, description: 'Fails as a database does.' })
  fault(): string {
    throw new Error(FAULT);
  }
}

@Injectable()
class StandingAuthenticator extends Authenticator {
  constructor(private readonly broadcast: Broadcast) {
    super();
  }

  async authenticate(accessToken: string, requestId: string): Promise<Actor> {
    if (this.broadcast.outage) throw this.broadcast.outage;
    const scopes = this.broadcast.standing.get(accessToken);
    if (!scopes) throw unauthenticated();
    return new Actor({
      agencyId: AGENCY,
      principalId: accessToken,
      kind: 'MEMBER',
      scopes: new Map(scopes.map((scope) => [scope, 'AGENCY'])),
      requestId,
    });
  }
}

export interface BroadcastingApi {
  api: RunningApi;
  broadcast: Broadcast;
}

@Global()
@Module({})
class SurroundingsModule {}

export async function startBroadcasting(
  subscriptionLimits: Partial<SubscriptionLimits> = {},
  origins: readonly string[] = [],
): Promise<BroadcastingApi> {
  const broadcast = new Broadcast();
  broadcast.standing.set('watcher', ['session:read', 'cohort:read']);
  const surroundings = {
    module: SurroundingsModule,
    providers: [
      { provide: Broadcast, useValue: broadcast },
      { provide: TenantDb, useValue: { endOperation: async (actor: Actor) => void broadcast.ended.push(actor) } },
      {
        provide: LOGGER,
        useFactory: () => createLogger('test', 'info', { write: (line) => void broadcast.logged.push(line) }),
      },
      { provide: Authenticator, useClass: StandingAuthenticator },
      AccessLog,
      BroadcastResolver,
    ],
    exports: [AccessLog, Broadcast, TenantDb, LOGGER, Authenticator],
  };
  const api = await createApi({
    config: { ...SMALL_HTTP, PARLEY_ALLOWED_ORIGINS: [...origins] },
    modules: [surroundings],
    subscriptionLimits,
  });
  return { api, broadcast };
}
