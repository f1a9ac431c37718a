import { Injectable } from '@nestjs/common';
import { Events, Live, Tasks, TenantDb, type Actor, type Lease, type TaskHandler, type TenantTx } from '#platform';
import { PersonaEngines, type ModelRef, type PlayInput } from '#slm';
import { answerTurn } from './answer-turn.js';
import { LiveSpeech } from './live-speech.js';
import { PinnedVersions } from './pinned-versions.js';
import { playTurn } from './play-turn.js';
import { tellSpeech } from './session-topic.js';
import { storeAnswer } from './store-answer.js';
import { countTurn } from './turn-metrics.js';
import { dialogueOf } from './turn.queries.js';

/** What the engine needs, and which it is. */
interface Question {
  model: ModelRef | null;
  input: Omit<PlayInput, 'signal'>;
}

/** More than any engine makes of one turn. */
const MOST_ATTEMPTS = 100;

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
    private readonly versions: PinnedVersions,
  ) {}

  async handle(
    actor: Actor,
    { sessionId, number }: { sessionId: string; number: number },
    lease: Lease,
  ): Promise<void> {
    const asked = await this.db.run(actor, (tx) => this.question(tx, sessionId, number));
    // No transaction is open while the engine works.
    const answer = asked && (await this.answer(actor, asked, number + 1, lease));
    const waited = await this.db.run(actor, async (tx) => {
      const told = { events: this.events, live: this.live };
      const stored = answer ? await storeAnswer(tx, told, actor, sessionId, number, answer) : null;
      await this.tasks.finish(tx, lease);
      return stored;
    });
    if (answer && waited !== null) countTurn(answer.provenance.engine, waited);
  }

  /** null when the turn was answered already, or the session has closed. */
  private async question(tx: TenantTx, sessionId: string, number: number): Promise<Question | null> {
    const dialogue = await dialogueOf(tx, sessionId);
    if (dialogue?.state !== 'OPEN' || dialogue.turns.at(-1)?.number !== number) return null;
    const { script, situation } = await this.versions.scenario(tx, dialogue.scenarioVersionId);
    const history = dialogue.turns.map(({ speaker, text }) => ({ speaker, text }));
    return {
      model: await this.versions.model(tx, dialogue.modelVersionId),
      input: { sessionId, script, situation, history, seed: Number(dialogue.seed) },
    };
  }

  private async answer(actor: Actor, { model, input }: Question, turn: number, lease: Lease) {
    // The token of the lease grows with each worker that had the task: what the newest says replaces what was heard of another.
    const attemptsBefore = Math.max(0, Number(lease.token) - 1) * MOST_ATTEMPTS;
    const speech = new LiveSpeech(turn, attemptsBefore, (spoken) =>
      tellSpeech(this.live, actor.agencyId as string, input.sessionId, spoken),
    );
    try {
      return await answerTurn(this.engines, model, { ...input, signal: lease.signal }, lease, speech);
    } finally {
      speech.stop();
    }
  }
}
