import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  badInput,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  TenantDb,
  type Actor,
  type Payload,
} from '#platform';
import { MOST_TURNS_STORED } from './dialogue.js';
import { listSessions, sessionById } from './session.queries.js';
import { SessionService } from './session.service.js';
import {
  CompleteSessionInput,
  SayInput,
  SessionsArgs,
  StartPracticeInput,
  StartSessionInput,
} from './session.inputs.js';
import { sessionPages } from './session-pages.js';
import { SayPayload, ScenarioSession, ScenarioSessionConnection, SessionPayload } from './session.types.js';
import { sessionType, turnType } from './shown-session.js';
import { turnsByIds, turnsOfSessions, type TurnPage } from './turn.queries.js';
import { Turn, TurnConnection } from './turn.types.js';

const INPUT = { description: 'What to do, and with what.' };

@Resolver(() => ScenarioSession)
export class SessionResolver {
  private readonly turnPages = sessionPages((actor, sessionIds, page: TurnPage) =>
    this.db.read(actor, (tx) => turnsOfSessions(tx, actor.reach('session:read'), sessionIds, page)),
  );

  constructor(
    private readonly db: TenantDb,
    private readonly sessions: SessionService,
  ) {}

  @Query(() => ScenarioSession, {
    nullable: true,
    description: 'A scenario session; null when there is none with this id that the caller may see.',
  })
  @Allow('session:read')
  session(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Global id of a scenario session.' }) id: string,
  ): Promise<ScenarioSession | null> {
    return this.loadSession(actor, fromGlobalId('ScenarioSession', id, 'id'));
  }

  @Query(() => ScenarioSessionConnection, { description: 'Scenario sessions that the caller may see, newest first.' })
  @Allow('session:read')
  async scenarioSessions(@CurrentActor() actor: Actor, @Args() page: SessionsArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const traineeId = page.traineeId == null ? null : fromGlobalId('Member', page.traineeId, 'traineeId');
    const reach = actor.reach('session:read');
    const rows = await this.db.read(actor, (tx) =>
      listSessions(tx, reach, { limit: rowsToFetch(page), before, traineeId }),
    );
    return connectionFrom(rows, page, (row) => [row.id], sessionType);
  }

  @Mutation(() => SessionPayload, {
    description: 'Starts the scenario session of one of the trainee’s own assignments.',
  })
  @Allow('session:play')
  startSession(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: StartSessionInput,
  ): Promise<Payload<SessionPayload>> {
    return payload(async () => {
      const assignmentId = fromGlobalId('Assignment', input.assignmentId, 'input.assignmentId');
      return { session: sessionType(await this.sessions.start(actor, { ...input, assignmentId })) };
    });
  }

  @Mutation(() => SessionPayload, {
    description: 'Starts a practice session: it never counts, and only the trainee sees it.',
  })
  @Allow('session:play')
  startPractice(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: StartPracticeInput,
  ): Promise<Payload<SessionPayload>> {
    return payload(async () => {
      const scenarioVersionId = fromGlobalId('ScenarioVersion', input.scenarioVersionId, 'input.scenarioVersionId');
      const rubricVersionId = fromGlobalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId');
      const practice = { ...input, scenarioVersionId, rubricVersionId };
      return { session: sessionType(await this.sessions.startPractice(actor, practice)) };
    });
  }

  @Mutation(() => SayPayload, { description: 'Stores the officer’s turn and queues the civilian’s answer.' })
  @Allow('session:play')
  say(@CurrentActor() actor: Actor, @Args('input', INPUT) input: SayInput): Promise<Payload<SayPayload>> {
    return payload(async () => {
      const sessionId = fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId');
      const { session, turn } = await this.sessions.say(actor, { ...input, sessionId });
      return { session: sessionType(session), turn: turnType(turn, actor) };
    });
  }

  @Mutation(() => SessionPayload, { description: 'Closes the scenario session and queues its grading, once.' })
  @Allow('session:play')
  completeSession(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: CompleteSessionInput,
  ): Promise<Payload<SessionPayload>> {
    return payload(async () => {
      const sessionId = fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId');
      return { session: sessionType(await this.sessions.complete(actor, { sessionId })) };
    });
  }

  @ResolveField(() => TurnConnection, { description: 'The turns, in the order of the dialogue.' })
  async turns(@CurrentActor() actor: Actor, @Parent() session: ScenarioSession, @Args() page: PageArgs) {
    const after = turnNumberOf(page.after);
    const rows = await this.turnPages(actor, { sessionId: session.id, after, limit: rowsToFetch(page) });
    return connectionFrom(
      rows,
      page,
      (row) => [row.number],
      (row) => turnType(row, actor),
    );
  }

  @LoadsNode('ScenarioSession')
  async loadSession(actor: Actor, uuid: string): Promise<ScenarioSession | null> {
    const row = await this.db.read(actor, (tx) => sessionById(tx, actor.reach('session:read'), uuid));
    return row ? sessionType(row) : null;
  }

  @LoadsNode('Turn')
  async loadTurn(actor: Actor, uuid: string): Promise<Turn | null> {
    const [row] = await this.db.read(actor, (tx) => turnsByIds(tx, actor.reach('session:read'), [uuid]));
    return row ? turnType(row, actor) : null;
  }
}

/** The cursor of a turn is its number; 0 stands before the first. */
function turnNumberOf(after: string | null | undefined): number {
  const number = Number(decodeCursor(after, ['number'])?.[0] ?? 0);
  if (Number.isInteger(number) && number >= 0 && number <= MOST_TURNS_STORED) return number;
  throw badInput([{ field: 'after', message: 'after is not a cursor of this list' }]);
}
