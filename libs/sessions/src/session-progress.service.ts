import { Injectable } from '@nestjs/common';
import { Live, notFound, TenantDb, type Actor, type LiveBody, type Subscriber } from '#platform';
import { NewestSpeech } from './newest-speech.js';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { sessionTopic, speechIn } from './session-topic.js';
import { sessionById } from './session.queries.js';
import type { TurnEntity } from './turn.entity.js';
import { newsOfSession, turnsOf, type SessionNews } from './turn.queries.js';

/** What a lost announcement may cost a viewer, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;
const MOST_AT_ONCE = 100;

export interface Followed {
  sessionId: string;
  /** Only turns after this number. */
  after: number;
  /** Whether to tell what happens between two turns, too: what is being said, and pauses. */
  partial: boolean;
}

/** One step: the turn of this number, what is being said, a pause that begins or ends, or the end of the session. */
export interface ProgressStep {
  sessionId: string;
  number: number | null;
  speaking: { number: number; attempt: number; text: string } | null;
}

/** Follows a scenario session. The database says what has been said; the live channel when to look, and what is being said. */
@Injectable()
export class SessionProgressService {
  constructor(
    private readonly db: TenantDb,
    private readonly live: Live,
  ) {}

  /**
   * Each turn after a number, in order, once; then the end of the session. Between them, where asked for, the words of the next
   * turn, never of one that came already.
   * @throws UserError NOT_FOUND when there is no such session that the subscriber may see
   */
  async follow(subscriber: Subscriber, followed: Followed): Promise<AsyncGenerator<ProgressStep>> {
    const { agencyId } = await subscriber.now(async (actor) => {
      await this.news(actor, followed.sessionId, followed.after);
      return actor;
    });
    return this.steps(subscriber, agencyId as string, followed);
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
    { sessionId, after, partial }: Followed,
  ): AsyncGenerator<ProgressStep> {
    const speech = new NewestSpeech();
    let last = after;
    let paused = false;
    // Until somebody says that there are only words: what is said between two looks would be seen by nobody.
    let factsToo = true;
    const isNews = (body: LiveBody): boolean => {
      const spoken = speechIn(body);
      if (spoken) return partial && speech.hear(spoken);
      return (factsToo = true);
    };
    // Before the first look: what is announced between the two would be heard by nobody.
    const topic = sessionTopic(sessionId);
    const wakeUps = await this.live.wakeUps(agencyId, topic, LOOK_AGAIN_MS, subscriber.ended, isNews);
    try {
      let lookedAt = 0;
      do {
        // Words alone cost no look: they come many times a second. Without any, it was time to look again.
        const wordsOnly = !factsToo && speech.turn === last + 1 && performance.now() - lookedAt < LOOK_AGAIN_MS;
        if (!wordsOnly) {
          factsToo = false;
          lookedAt = performance.now();
          let news: SessionNews;
          do {
            news = await subscriber.now((actor) => this.news(actor, sessionId, last));
            for (const number of news.numbers) {
              yield { sessionId, number, speaking: null };
              last = number;
            }
          } while (news.numbers.length === MOST_AT_ONCE);
          if (news.ended) return yield { sessionId, number: null, speaking: null };
          if (partial && news.paused !== paused) yield { sessionId, number: null, speaking: null };
          ({ paused } = news);
        }
        const spoken = speech.take(last);
        if (spoken) yield { sessionId, number: null, speaking: { ...spoken, number: spoken.turn } };
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
