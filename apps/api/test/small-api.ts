import { Global, Injectable, Module, type Type } from '@nestjs/common';
import {
  Args,
  ArgsType,
  createUnionType,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import {
  AccessLog,
  Actor,
  Allow,
  Authenticator,
  Connection,
  connectionFrom,
  createApi,
  createLogger,
  CurrentActor,
  DateTime,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  LocalDate,
  LOGGER,
  Node,
  notFound,
  PageArgs,
  payload,
  Public,
  PublicType,
  ReadScope,
  rowsToFetch,
  TenantDb,
  unauthenticated,
  UserErrorsField,
  type HttpConfiguration,
  type Page,
  type Payload,
  type RunningApi,
  type Scope,
  type UserErrorType,
} from '#platform';
import { SMALL_HTTP } from './http-configuration.js';
import { IsEmail, MaxLength } from 'class-validator';

/** A schema of three types that shows every way to reach one, for the tests of the boundary itself. */

export const COHORT = '0192f0c1-7a3e-7bbb-8000-000000000001';
export const SESSION = '0192f0c1-7a3e-7bbb-8000-000000000002';
export const DATABASE_FAULT = 'duplicate key value (name)=(Avery Example) violates unique constraint';

@ObjectType({ implements: () => [Node], description: 'A scenario session.' })
@ReadScope('session:read')
class ScenarioSession extends Node {
  @Field(() => String, { description: 'Its outcome.' })
  outcome: string;
}

@ObjectType({ implements: () => [Node], description: 'A cohort.' })
@ReadScope('cohort:read')
class Cohort extends Node {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => [ScenarioSession], { description: 'Its sessions.' })
  sessions: ScenarioSession[];
}

const CohortConnection = Connection(Cohort);

const Found = createUnionType({
  name: 'Found',
  description: 'What a search finds.',
  types: () => [Cohort, ScenarioSession] as const,
  resolveType: () => 'Cohort',
});

@InputType({ description: 'A row of a roster.' })
class RowInput {
  @Field(() => String, { description: 'Where to write to.' })
  @IsEmail()
  email: string;

  @Field(() => Int, { nullable: true, description: 'A number.' })
  badge?: number;
}

@InputType({ description: 'A cohort to make.' })
class CreateCohortInput {
  @Field(() => String, { description: 'Its name.' })
  @MaxLength(20)
  name: string;

  @Field(() => [RowInput], { description: 'Who is in it.' })
  rows: RowInput[];

  @Field(() => LocalDate, { nullable: true, description: 'When it starts.' })
  startsOn?: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was agreed.' })
  agreedAt?: Date;
}

@ObjectType({ description: 'The cohort that was made.' })
@PublicType()
class CreateCohortPayload {
  @Field(() => Cohort, { nullable: true, description: 'The cohort.' })
  cohort?: Cohort | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ArgsType()
class SearchArgs {
  @Field(() => String, { description: 'What to look for.' })
  @MaxLength(10)
  text: string;
}

const cohortRow = (name = 'Spring') =>
  Object.assign(new Cohort(), { id: COHORT, name, sessions: [{ id: SESSION, outcome: 'resolved' }] });

/** What the mutation saw, for tests of what reaches it. */
export const seen: { input?: CreateCohortInput; writes: number } = { writes: 0 };

@Resolver(() => Cohort)
class CohortResolver {
  @Query(() => String, { description: 'Says hello.' })
  @Public()
  hello(): string {
    return 'hello';
  }

  @Query(() => Cohort, { nullable: true, description: 'A cohort.' })
  @Allow('cohort:read')
  cohort(): Cohort {
    return cohortRow();
  }

  @Query(() => Cohort, { nullable: true, description: 'A cohort, for who reads all of the agency.' })
  @Allow('cohort:read', 'AGENCY')
  anyCohort(): Cohort {
    return cohortRow();
  }

  @Query(() => CohortConnection, { description: 'Cohorts.' })
  @Allow('cohort:read')
  cohorts(@Args() page: PageArgs): Page<Cohort> {
    const after = decodeCursor(page.after, ['number', 'uuid']);
    const rows = Array.from({ length: 250 }, (_, index) => index)
      .filter((index) => after === null || index > Number(after[0]))
      .slice(0, rowsToFetch(page));
    return connectionFrom(
      rows,
      page,
      (index) => [index, COHORT],
      (index) => cohortRow(`Cohort ${index}`),
    );
  }

  @Query(() => [Found], { description: 'Searches.' })
  @Allow('cohort:read')
  search(@Args() _search: SearchArgs): Cohort[] {
    return [cohortRow()];
  }

  @Query(() => String, { description: 'Fails as a database does.' })
  @Public()
  broken(): string {
    throw new Error(DATABASE_FAULT);
  }

  @Query(() => String, { nullable: true, description: 'Fails by the client.' })
  @Public()
  byId(@Args('cohortId', { type: () => String, description: 'An id.' }) cohortId: string): string {
    return fromGlobalId('Cohort', cohortId, 'cohortId');
  }

  @Query(() => String, { description: 'Who asks.' })
  @Public()
  whoAmI(@CurrentActor() actor: Actor): string {
    return `${actor.kind} ${actor.requestId}`;
  }

  @Mutation(() => CreateCohortPayload, { description: 'Makes a cohort.' })
  @Allow('cohort:write')
  createCohort(
    @Args('input', { description: 'The cohort.' }) input: CreateCohortInput,
  ): Promise<Payload<CreateCohortPayload>> {
    return payload<CreateCohortPayload>(async () => {
      seen.input = input;
      if (input.name === 'missing') throw notFound('input.name', 'cohort');
      seen.writes += 1;
      return { cohort: cohortRow(input.name) } as CreateCohortPayload;
    });
  }

  @LoadsNode('Cohort')
  async loadCohort(_actor: Actor, uuid: string): Promise<Cohort | null> {
    return uuid === COHORT ? cohortRow() : null;
  }

  @LoadsNode('ScenarioSession')
  async loadSession(_actor: Actor, uuid: string): Promise<object | null> {
    return uuid === SESSION ? { id: SESSION, outcome: 'resolved' } : null;
  }

  @ResolveField(() => Cohort, { description: 'Itself, to any depth.' })
  self(): Cohort {
    return cohortRow();
  }

  @ResolveField(() => String, { description: 'Its name, loudly.' })
  loudName(): string {
    return 'SPRING';
  }
}

/**
 * Tokens of the tests: `cohort:read+cohort:write`, each scope with reach AGENCY, or OWN after a leading `own~`. Any other word
 * before a `~` makes the bearer another principal.
 */
@Injectable()
class ScopesInToken extends Authenticator {
  async authenticate(accessToken: string, requestId: string): Promise<Actor> {
    if (accessToken === 'bad') throw unauthenticated();
    if (accessToken === 'crash') throw new Error('the key store at 10.0.0.7 is away');
    const reach = accessToken.startsWith('own~') ? 'OWN' : 'AGENCY';
    const [who, list = who!] = accessToken.split('~');
    const scopes = list.split('+').map((scope) => scope.replace('.', ':') as Scope);
    return new Actor({
      agencyId: COHORT,
      principalId: list === who ? COHORT : who!,
      kind: 'MEMBER',
      scopes: new Map(scopes.map((scope) => [scope, reach])),
      requestId,
    });
  }
}

/** The operations that were ended, by request id. */
export const ended: string[] = [];
export const logged: string[] = [];

@Global()
@Module({
  providers: [
    {
      provide: TenantDb,
      useValue: { endOperation: async (actor: Actor) => void ended.push(actor.requestId), cancel: () => undefined },
    },
    { provide: LOGGER, useFactory: () => createLogger('test', 'info', { write: (line) => void logged.push(line) }) },
    { provide: Authenticator, useClass: ScopesInToken },
    AccessLog,
  ],
  exports: [AccessLog, TenantDb, LOGGER, Authenticator],
})
class SurroundingsModule {}

@Module({ providers: [CohortResolver] })
export class CohortModule {}

export const startSmallApi = (
  modules: Type[] = [],
  graphiql = false,
  config: Partial<HttpConfiguration> = {},
): Promise<RunningApi> =>
  createApi({
    config: { ...SMALL_HTTP, PARLEY_GRAPHIQL: graphiql, ...config },
    modules: [SurroundingsModule, CohortModule, ...modules],
    patience: { requestMs: 1_000, sweepMs: 200 },
  });
