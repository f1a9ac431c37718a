import type { Actor, Live, LiveBody, TenantDb, TenantTx, WakeUps } from '#platform';

export const AGENCY = '019a0000-0000-7000-8000-000000000001';

/** A session and its live channel, on which everything may be lost. */
export class PlayedSession {
  stored = 0;
  ended = false;
  attempt = 1;
  text = '';
  /** What the attempt before this one had said. */
  withdrawn = '';
  /** The newest turn, and the newest words, that the viewer was told of and did not lose. */
  toldTurn = 0;
  toldWords: { turn: number; attempt: number; text: string } | null = null;
  private readonly hearers = new Set<FakeWakeUps>();

  readonly db = {
    read: (_actor: Actor, work: (tx: TenantTx) => Promise<unknown>) =>
      work({
        agencyId: AGENCY,
        query: async (_sql: string, [, , , after, limit]: number[]) => {
          const numbers = Array.from({ length: this.stored }, (_, at) => at + 1).filter((one) => one > (after ?? 0));
          return [{ numbers: numbers.slice(0, limit), ended: this.ended, paused: false }];
        },
      } as unknown as TenantTx),
  } as TenantDb;

  readonly live = {
    wakeUps: async (...[, , , ended, isNews]: Parameters<Live['wakeUps']>): Promise<WakeUps> => {
      const wakeUps = new FakeWakeUps(isNews as (body: LiveBody) => boolean, () => this.hearers.delete(wakeUps));
      this.hearers.add(wakeUps);
      ended.addEventListener('abort', () => wakeUps.close());
      return wakeUps;
    },
  } as Live;

  tell(body: LiveBody): void {
    for (const one of this.hearers) if (one.isNews(body)) one.wake();
  }

  lookAgain(): void {
    for (const one of this.hearers) one.wake();
  }

  get isWatched(): boolean {
    return this.hearers.size > 0;
  }

  get civilianSpeaks(): boolean {
    return this.stored % 2 === 1;
  }

  piece(attempt = this.attempt, text = this.text): LiveBody {
    return { turn: this.stored + 1, attempt, text, final: false };
  }
}

class FakeWakeUps implements WakeUps {
  private news = false;
  private closed = false;
  private rouse: () => void = () => undefined;

  constructor(
    readonly isNews: (body: LiveBody) => boolean,
    private readonly unsubscribe: () => void,
  ) {}

  wake(): void {
    this.news = true;
    this.rouse();
  }

  async next(): Promise<boolean> {
    if (!this.news && !this.closed) await new Promise<void>((resolve) => (this.rouse = resolve));
    this.news = false;
    return !this.closed;
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
    this.rouse();
  }
}
