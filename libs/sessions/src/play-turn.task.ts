import { Injectable } from '@nestjs/common';
import { playableScenarioVersion } from '#curricula';
import { Events, Live, Tasks, TenantDb, type Actor, type Lease, type TaskHandler, type TenantTx } from '#platform';
import { PersonaEngines, type PlayInput } from '#slm';
import { v7 as uuidv7 } from 'uuid';
import { askEngine, type FinalMessage } from './ask-engine.js';
import { cleanTurnText, isFull } from './dialogue.js';
import { endSession } from './end-session.js';
import { playTurn } from './play-turn.js';
import type { OutcomePath } from './scenario-session.entity.js';
import { announceProgress } from './session-topic.js';
import { sessionToPlay } from './session.queries.js';
import { countTurn } from './turn-metrics.js';
import { addTurns, lastTurn, turnsOf } from './turn.queries.js';

/** Has the session's engine answer one officer's turn. The answer, the end of the session and the task are one fact. */
@Injectable()
export class PlayTurnTask implements TaskHandler<{ sessionId: string; number: number }> {
  readonly task = playTurn;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly live: Live,
    private readonly engines: PersonaEngines,
  ) {}

  async handle(
    actor: Actor,
    { sessionId, number }: { sessionId: string; number: number },
    lease: Lease,
  ): Promise<void> {
    const asked = await this.db.run(actor, (tx) => this.question(tx, sessionId, number));
    // No transaction is open while the engine works.
    const answer = asked ? await askEngine(this.engines.of(null), { ...asked, signal: lease.signal }) : null;
    const waited = await this.db.run(actor, async (tx) => {
      const stored = answer ? await this.store(tx, actor, sessionId, number, answer) : null;
      await this.tasks.finish(tx, lease);
      return stored;
    });
    if (answer && waited !== null) countTurn(answer.provenance.engine, waited);
  }

  /** What the engine needs; null when the turn was answered already, or the session has closed. */
  private async question(tx: TenantTx, sessionId: string, number: number): Promise<Omit<PlayInput, 'signal'> | null> {
    const session = await sessionToPlay(tx, sessionId);
    if (session?.state !== 'OPEN') return null;
    const history = await turnsOf(tx, sessionId);
    if (history.at(-1)?.number !== number) return null;
    const scenario = await playableScenarioVersion(tx, session.scenarioVersionId);
    if (!scenario?.body.script) throw new Error('the scenario version of this session cannot be played');
    return {
      sessionId,
      script: scenario.body.script,
      situation: scenario.body.situation,
      history: history.map(({ speaker, text }) => ({ speaker, text })),
      seed: Number(session.seed),
    };
  }

  /** @returns seconds since the officer spoke; null when nothing was stored */
  private async store(
    tx: TenantTx,
    actor: Actor,
    sessionId: string,
    number: number,
    answer: FinalMessage,
  ): Promise<number | null> {
    // Locked and looked at again: while the engine worked, the trainee may have closed it, or another worker answered.
    const session = await sessionToPlay(tx, sessionId, true);
    if (session?.state !== 'OPEN') return null;
    const asked = await lastTurn(tx, sessionId);
    if (asked?.number !== number) return null;
    const answered = number + 1;
    await addTurns(tx, sessionId, [
      {
        id: uuidv7(),
        number: answered,
        speaker: 'CIVILIAN',
        text: cleanTurnText(answer.text),
        provenance: { ...answer.provenance },
      },
    ]);
    announceProgress(this.live, tx, sessionId);
    if (answer.ended) {
      const outcomePath = answer.ended.path as OutcomePath;
      await endSession(tx, this.events, actor, sessionId, { outcomePath, endReason: 'OUTCOME' });
    } else if (isFull(answered)) {
      await endSession(tx, this.events, actor, sessionId, { outcomePath: null, endReason: 'TURN_LIMIT' });
    }
    return asked.age;
  }
}
