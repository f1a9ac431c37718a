import { Injectable } from '@nestjs/common';
import { Live, notFound, TenantDb, type Actor, type Subscriber } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { sessionTopic } from './session-topic.js';
import { sessionById } from './session.queries.js';
import type { TurnEntity } from './turn.entity.js';
import { newsOfSession, turnsOf, type SessionNews } from './turn.queries.js';

/** What a lost announcement may cost a viewer, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;
const MOST_AT_ONCE = 100;

/** One step: the turn of this number, or the end of the session. */
export interface ProgressStep {
  sessionId: string;
  number: number | null;
}

/** Follows a scenario session. The database says what has been said; the live channel only when to look. */
@Injectable()
export class SessionProgressService {
  constructor(
    private readonly db: TenantDb,
    private readonly live: Live,
  ) {}

  /**
   * Each turn after a number, in order, once; then the end of the session.
   * @throws UserError NOT_FOUND when there is no such session that the subscriber may see
   */
  async follow(subscriber: Subscriber, sessionId: string, after: number): Promise<AsyncGenerator<ProgressStep>> {
    const { agencyId } = await subscriber.now(async (actor) => {
      await this.news(actor, sessionId, after);
      return actor;
    });
    return this.steps(subscriber, agencyId as string, sessionId, after);
  }

  /**
   * What a step is about, as its viewer may see it now.
   * @throws UserError NOT_FOUND when it is no longer theirs to see
   */
  async at(actor: Actor, step: ProgressStep): Promise<{ session: ScenarioSessionEntity; turn: TurnEntity | null }> {
    const reach = actor.reach('session:read');
    return this.db.read(actor, async (tx) => {
      const session = await sessionById(tx, reach, step.sessionId);
      if (!session) throw notFound('sessionId', 'scenario session');
      if (step.number === null) return { session, turn: null };
      const [turn] = await turnsOf(tx, session.id, { after: step.number - 1, limit: 1 });
      return { session, turn: turn ?? null };
    });
  }

  private async *steps(
    subscriber: Subscriber,
    agencyId: string,
    sessionId: string,
    after: number,
  ): AsyncGenerator<ProgressStep> {
    // Before the first look: what is said between the two would be heard by nobody.
    const wakeUps = await this.live.wakeUps(agencyId, sessionTopic(sessionId), LOOK_AGAIN_MS, subscriber.ended);
    try {
      let last = after;
      do {
        let news: SessionNews;
        do {
          news = await subscriber.now((actor) => this.news(actor, sessionId, last));
          for (const number of news.numbers) {
            yield { sessionId, number };
            last = number;
          }
        } while (news.numbers.length === MOST_AT_ONCE);
        if (news.ended) return yield { sessionId, number: null };
      } while (await wakeUps.next());
    } finally {
      wakeUps.close();
    }
  }

  private news(actor: Actor, sessionId: string, after: number): Promise<SessionNews> {
    const reach = actor.reach('session:read');
    return this.db.read(actor, async (tx) => {
      const news = await newsOfSession(tx, reach, sessionId, { after, limit: MOST_AT_ONCE });
      if (!news) throw notFound('sessionId', 'scenario session');
      return news;
    });
  }
}
