import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  PageArgs,
  payload,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import { notesOfSessions } from './direction.queries.js';
import { DirectionService } from './direction.service.js';
import {
  DirectSessionInput,
  EndSessionInput,
  InjectEventInput,
  NoteTurnInput,
  SessionNoteConnection,
} from './direction.types.js';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { sessionPages } from './session-pages.js';
import { ScenarioSession, SessionPayload } from './session.types.js';
import { sessionType } from './shown-session.js';

const INPUT = { description: 'What to do, and with what.' };

/** What an instructor does with a proof session while it is played. */
@Resolver(() => ScenarioSession)
export class DirectionResolver {
  private readonly notePages = sessionPages((actor, sessionIds, page: { after: string | null; limit: number }) =>
    this.db.read(actor, (tx) => notesOfSessions(tx, actor.reach('session:read'), sessionIds, page)),
  );

  constructor(
    private readonly db: TenantDb,
    private readonly direction: DirectionService,
  ) {}

  @Mutation(() => SessionPayload, {
    description:
      'Has a scenario session pause: the officer may not speak, and its time stands still. An answer under way still comes.',
  })
  @Allow('session:direct')
  pauseSession(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: DirectSessionInput,
  ): Promise<Payload<SessionPayload>> {
    return directed(input, (sessionId) => this.direction.pause(actor, sessionId));
  }

  @Mutation(() => SessionPayload, { description: 'Has a paused scenario session go on.' })
  @Allow('session:direct')
  resumeSession(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: DirectSessionInput,
  ): Promise<Payload<SessionPayload>> {
    return directed(input, (sessionId) => this.direction.resume(actor, sessionId));
  }

  @Mutation(() => SessionPayload, {
    description:
      'Has a bystander or the dispatcher say something: a turn of its own, at once, or right after the answer that the civilian is giving.',
  })
  @Allow('session:direct')
  injectEvent(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: InjectEventInput,
  ): Promise<Payload<SessionPayload>> {
    return directed(input, (sessionId) => this.direction.inject(actor, { ...input, sessionId }));
  }

  @Mutation(() => SessionPayload, {
    description:
      'Notes something about a turn: for the instructors at once, for the trainee when the scenario session has closed.',
  })
  @Allow('session:direct')
  noteTurn(@CurrentActor() actor: Actor, @Args('input', INPUT) input: NoteTurnInput): Promise<Payload<SessionPayload>> {
    return directed(input, (sessionId) => this.direction.note(actor, { ...input, sessionId }));
  }

  @Mutation(() => SessionPayload, {
    description:
      'Ends a scenario session and queues its grading, once; one in which the officer said nothing counts for nothing.',
  })
  @Allow('session:direct')
  endSession(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: EndSessionInput,
  ): Promise<Payload<SessionPayload>> {
    return directed(input, (sessionId) => this.direction.end(actor, sessionId, input.reason));
  }

  @ResolveField(() => SessionNoteConnection, {
    description: 'What instructors noted about its turns, oldest first; empty for its trainee while it is open.',
  })
  async notes(@CurrentActor() actor: Actor, @Parent() session: ScenarioSession, @Args() page: PageArgs) {
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.notePages(actor, { sessionId: session.id, after, limit: rowsToFetch(page) });
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      ({ turnNumber, text, writtenBy, writtenAt }) => ({
        turnNumber,
        text,
        writtenById: toGlobalId('Member', writtenBy),
        writtenAt,
      }),
    );
  }
}

const directed = (
  input: { sessionId: string },
  direct: (sessionId: string) => Promise<ScenarioSessionEntity>,
): Promise<Payload<SessionPayload>> =>
  payload(async () => ({
    session: sessionType(await direct(fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'))),
  }));
