import { describe, expect, it } from '@jest/globals';
import { Actor, type LiveBody, type Subscriber } from '#platform';
import fc from 'fast-check';
import { AGENCY, PlayedSession } from './played-session.fixture.js';
import { SessionProgressService, type ProgressStep } from './session-progress.service.js';

const SESSION = '019a0000-0000-7000-8000-000000000002';
const viewer = new Actor({
  agencyId: AGENCY,
  principalId: SESSION,
  kind: 'MEMBER',
  scopes: new Map([['session:read', 'AGENCY']]),
  requestId: 'test',
});

type Step =
  | { kind: 'say' | 'store' | 'withdraw' | 'again' | 'zombie' | 'late' | 'lookAgain' | 'read' | 'reconnect' }
  | { kind: 'words'; text: string };

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One viewer, who reads only when told to, and comes back with the last turn that they have. */
class Viewer {
  readonly turns: number[] = [];
  ends = 0;
  private taken = 0;
  private fault: Error | null = null;
  private steps: AsyncGenerator<ProgressStep> | null = null;
  private reading: Promise<void> | null = null;
  private shown: { number: number; attempt: number; text: string } | null = null;
  private connection = new AbortController();

  constructor(private readonly session: PlayedSession) {}

  async connect(): Promise<void> {
    this.connection.abort();
    this.connection = new AbortController();
    this.reading = null;
    this.shown = null;
    const subscriber: Subscriber = { now: (work) => work(viewer), ended: this.connection.signal };
    const service = new SessionProgressService(this.session.db, this.session.live);
    const followed = { sessionId: SESSION, after: this.turns.at(-1) ?? 0, partial: true };
    this.steps = await service.follow(subscriber, followed);
  }

  /** Takes whatever there is by now. */
  async read(): Promise<void> {
    for (;;) {
      if (this.ends > 0) return;
      const { steps, connection, taken } = this;
      this.reading ??= (steps as AsyncGenerator<ProgressStep>).next().then(({ done, value }) => {
        if (connection.signal.aborted) return;
        this.taken += 1;
        this.reading = null;
        try {
          if (!done) this.see(value);
        } catch (error) {
          this.fault ??= error as Error;
        }
      });
      await settle();
      if (this.fault) throw this.fault;
      if (this.taken === taken) return;
    }
  }

  /** What was not lost must have come. */
  hasBeenTold(): void {
    const { toldTurn, toldWords, stored } = this.session;
    expect(this.turns.length).toBeGreaterThanOrEqual(toldTurn);
    if (toldWords?.turn === stored + 1) expect(this.shown).toMatchObject({ ...toldWords, number: toldWords.turn });
  }

  private see({ number, speaking }: ProgressStep): void {
    if (number !== null) {
      expect(number).toBe((this.turns.at(-1) ?? 0) + 1);
      this.turns.push(number);
    } else if (speaking) {
      expect(speaking.number).toBe((this.turns.at(-1) ?? 0) + 1);
      if (this.shown?.number === speaking.number) {
        expect(speaking.attempt).toBeGreaterThanOrEqual(this.shown.attempt);
        if (speaking.attempt === this.shown.attempt) {
          expect(speaking.text.startsWith(this.shown.text) && speaking.text !== this.shown.text).toBe(true);
        }
      }
      this.shown = speaking;
    } else this.ends += 1;
  }
}

const steps = fc.array(
  fc.record({
    step: fc.oneof(
      fc.constantFrom<Step>(
        ...(['say', 'store', 'withdraw', 'again', 'zombie', 'late', 'lookAgain', 'read', 'reconnect'] as const).map(
          (kind) => ({
            kind,
          }),
        ),
      ),
      fc.record({ kind: fc.constant('words' as const), text: fc.constantFrom('a', 'bc', ' d') }),
    ),
    lost: fc.boolean(),
  }),
  { maxLength: 60, size: 'max' },
);

async function play(session: PlayedSession, watching: Viewer, step: Step, lost: boolean): Promise<void> {
  const tell = (body: LiveBody): void => {
    if (!lost) session.tell(body);
  };
  const tellTurn = (): void => {
    if (!lost) session.toldTurn = session.stored;
    tell({});
  };
  const tellWords = (): void => {
    const { attempt, text } = session;
    session.toldWords = lost || text === '' || !session.isWatched ? null : { turn: session.stored + 1, attempt, text };
    if (text !== '') tell(session.piece());
  };
  switch (step.kind) {
    case 'say':
      if (session.civilianSpeaks) return;
      session.stored += 1;
      Object.assign(session, { attempt: 1, text: '', withdrawn: '' });
      return tellTurn();
    case 'words':
      if (!session.civilianSpeaks) return;
      session.text += step.text;
      return tellWords();
    case 'withdraw':
      if (!session.civilianSpeaks) return;
      Object.assign(session, { attempt: session.attempt + 1, text: 'x', withdrawn: session.text });
      return tellWords();
    case 'again':
      if (session.civilianSpeaks) tellWords();
      return;
    case 'zombie':
      // A worker that has lost the turn to another speaks on from what it has said.
      if (session.civilianSpeaks && session.attempt > 1)
        tell(session.piece(session.attempt - 1, `${session.withdrawn} zombie`));
      return;
    case 'late':
      // Words of a turn that is stored by now.
      if (session.stored > 1) tell({ ...session.piece(1_000, 'late'), turn: session.stored });
      return;
    case 'store':
      if (!session.civilianSpeaks) return;
      session.stored += 1;
      return tellTurn();
    case 'lookAgain':
      return session.lookAgain();
    case 'read':
      await watching.read();
      return watching.hasBeenTold();
    case 'reconnect':
      session.toldWords = null;
      return watching.connect();
  }
}

describe('a viewer of a session', () => {
  it('has each turn once and in order, and only words of the next one, wherever they reconnect and whatever is lost', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const session = new PlayedSession();
        const watching = new Viewer(session);
        await watching.connect();
        for (const { step, lost } of script) await play(session, watching, step, lost);
        await watching.read();
        session.ended = true;
        session.lookAgain();
        await watching.read();
        expect(watching.turns).toEqual(Array.from({ length: session.stored }, (_, at) => at + 1));
        expect(watching.ends).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('who reads slowly is given the newest words, not all that were said', async () => {
    const session = new PlayedSession();
    session.stored = 1;
    const watching = new Viewer(session);
    await watching.connect();
    await watching.read();
    for (let word = 0; word < 1_000; word += 1) {
      session.text += 'word ';
      session.tell(session.piece());
    }
    const [seen] = [session.text];
    await watching.read();
    expect(watching['shown']?.text).toBe(seen);
  });
});
