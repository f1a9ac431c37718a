import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { LINES, type Trainee } from '../../faults/engine-loss/trainee.js';

const WATCH = `subscription ($id: ID!) {
  sessionProgressed(sessionId: $id, partial: true) { speaking { number } turn { number speaker } session { state } }
}`;

interface Progress {
  sessionProgressed: {
    speaking: { number: number } | null;
    turn: { number: number; speaker: string } | null;
    session: { state: string };
  };
}

export interface AnsweredTurn {
  /** Milliseconds from the `say` to the first words that the subscriber saw, and to the stored turn. */
  firstWordsMs: number;
  wholeMs: number;
}

interface Awaited {
  /** The last civilian's turn: what is told of it again is nothing new. */
  last: number;
  firstAt: number | null;
  /** A turn may be answered before the answer to its `say` has been read. */
  answeredAt: Map<number, number>;
  wake: () => void;
}

/** A trainee who watches their session and says the next line when they have been answered. */
export class Dialogue {
  private readonly socket: Client;
  private sessionId: string | null = null;
  private stopWatching: () => void = () => undefined;
  private awaited: Awaited = { last: 0, firstAt: null, answeredAt: new Map(), wake: () => undefined };
  private isOpen = false;
  private said = 0;

  constructor(
    url: string,
    accessToken: string,
    private readonly trainee: Trainee,
  ) {
    this.socket = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${accessToken}` },
      lazy: false,
      onNonLazyError: () => undefined,
    });
  }

  /** Says one line, in a new session where the last has ended. @throws Error when nothing comes for a minute */
  async turn(): Promise<AnsweredTurn> {
    if (!this.isOpen) await this.begin();
    this.awaited.firstAt = null;
    const startedAt = performance.now();
    const { numbers } = await this.trainee.say(this.sessionId!, LINES[this.said++ % LINES.length]!);
    const number = numbers[0]! + 1;
    const answeredAt = await this.answer(number);
    return { firstWordsMs: (this.awaited.firstAt ?? answeredAt) - startedAt, wholeMs: answeredAt - startedAt };
  }

  async close(): Promise<void> {
    this.stopWatching();
    await this.socket.dispose();
  }

  private async begin(): Promise<void> {
    this.stopWatching();
    const id = await this.trainee.start();
    this.sessionId = id;
    this.isOpen = true;
    const awaited: Awaited = { last: 0, firstAt: null, answeredAt: new Map(), wake: () => undefined };
    this.awaited = awaited;
    this.stopWatching = this.socket.subscribe<Progress>(
      { query: WATCH, variables: { id } },
      {
        next: ({ data }) => data && this.see(data, awaited),
        error: () => (this.isOpen = false),
        complete: () => (this.isOpen = false),
      },
    );
  }

  private see({ sessionProgressed: { speaking, turn, session } }: Progress, awaited: Awaited): void {
    if (awaited !== this.awaited) return;
    if (speaking && speaking.number > awaited.last) awaited.firstAt ??= performance.now();
    if (turn?.speaker === 'CIVILIAN') awaited.answeredAt.set(turn.number, performance.now());
    if (session.state !== 'OPEN') this.isOpen = false;
    awaited.wake();
  }

  private async answer(number: number): Promise<number> {
    const { awaited } = this;
    for (const until = performance.now() + 60_000; performance.now() < until;) {
      const at = awaited.answeredAt.get(number);
      if (at !== undefined) {
        awaited.last = number;
        return at;
      }
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        awaited.wake = resolve;
        timer = setTimeout(resolve, 1_000);
      });
      clearTimeout(timer);
    }
    throw new Error(`turn ${number} was not answered within a minute`);
  }
}
