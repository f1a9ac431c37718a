import type { RawData, WebSocket } from 'ws';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor/actor.js';
import { ParleyError, unauthenticated } from '../errors/errors.js';
import type { Authenticator } from '../graphql/authenticator.js';
import { accessTokenIn } from '../graphql/graphql-context.js';
import type { Logger } from '../logging/logger.js';
import { INTERNAL, TEXT_ONLY, TOO_MANY_MESSAGES, TRY_AGAIN_LATER, UNAUTHORIZED, type Closing } from './close-codes.js';
import type { EventStream } from './event-stream.js';
import type { SubscriptionLimits } from './subscription-limits.js';

const A_MINUTE_MS = 60_000;

/** One socket: whose it is, whether they still may, whether anybody is still there and reads. */
export class SocketConnection {
  readonly streams = new Set<EventStream>();
  /** Whose socket it is, once `connection_init` was accepted. */
  principal: string | null = null;
  private accessToken: string | null = null;
  private answered = true;
  private messages = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly socket: WebSocket,
    private readonly authenticator: () => Authenticator | null,
    private readonly limits: SubscriptionLimits,
    private readonly logger: Logger,
  ) {
    socket.on('pong', () => {
      this.answered = true;
    });
    // What is wrong with a socket is followed by its close.
    socket.on('error', (error) => this.logger.debug({ err: error }, 'a subscription socket failed'));
    socket.once('close', () => this.timers.forEach(clearInterval));
    this.every(limits.pingMs, () => this.ping());
    this.every(A_MINUTE_MS, () => {
      this.messages = 0;
    });
  }

  /**
   * Takes the token of `connection_init`.
   * @returns false after closing the socket
   */
  async accept(parameters: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    this.accessToken = accessTokenIn(parameters?.['Authorization']);
    try {
      const { agencyId, principalId } = await this.actorNow(uuidv7());
      if (this.socket.readyState !== this.socket.OPEN) return false;
      this.principal = `${agencyId} ${principalId}`;
    } catch (error) {
      this.close(isUnauthenticated(error) ? UNAUTHORIZED : TRY_AGAIN_LATER);
      return false;
    }
    this.every(this.limits.recheckMs, () => void this.recheck());
    return true;
  }

  /** @throws ParleyError UNAUTHENTICATED after closing the socket; what else the check of the token says */
  actorNow = async (requestId: string): Promise<Actor> => {
    const authenticator = this.authenticator();
    try {
      if (this.accessToken === null || !authenticator) throw unauthenticated();
      return await authenticator.authenticate(this.accessToken, requestId);
    } catch (error) {
      if (isUnauthenticated(error)) this.close(UNAUTHORIZED);
      throw error;
    }
  };

  onMessage(handle: (text: string) => Promise<void>): void {
    this.socket.on('message', (data: RawData, isBinary: boolean) => {
      this.messages += 1;
      if (isBinary) return this.close(TEXT_ONLY);
      if (this.messages > this.limits.messagesPerMinute) return this.close(TOO_MANY_MESSAGES);
      handle(String(data)).catch((error: unknown) => {
        if (this.socket.readyState !== this.socket.OPEN) return;
        this.logger.error({ err: error }, 'a subscription message could not be handled');
        this.close(INTERNAL);
      });
    });
  }

  /** Resolves when the system has taken the message: until then the stream makes no further event. */
  send(text: string): Promise<void> {
    if (this.socket.bufferedAmount > this.limits.unsentBytes) this.socket.terminate();
    return new Promise((resolve, reject) => this.socket.send(text, (error) => (error ? reject(error) : resolve())));
  }

  close({ code, reason }: Closing): void {
    this.socket.close(code, reason);
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** A socket on which nothing happens must not outlive the right to it. */
  private async recheck(): Promise<void> {
    try {
      const actor = await this.actorNow(uuidv7());
      this.streams.forEach((stream) => stream.recheck(actor));
    } catch (error) {
      // Who they are is not known just now. Nothing is told meanwhile: each event checks for itself.
      if (!isUnauthenticated(error)) this.logger.warn({ err: error }, 'the token of a socket could not be checked');
    }
  }

  private ping(): void {
    if (!this.answered) return this.socket.terminate();
    this.answered = false;
    this.socket.ping();
  }

  private every(ms: number, work: () => void): void {
    if (this.socket.readyState === this.socket.OPEN) this.timers.push(setInterval(work, ms));
  }
}

const isUnauthenticated = (error: unknown): boolean => error instanceof ParleyError && error.code === 'UNAUTHENTICATED';
