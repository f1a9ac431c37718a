import { until } from '#testing';
import { WebSocket, type ClientOptions } from 'ws';

export interface SocketMessage {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A client that says exactly what a test tells it to, right or wrong. */
export class SocketClient {
  readonly messages: SocketMessage[] = [];
  closed: { code: number; reason: string } | null = null;
  /** Status of a handshake that was refused. */
  refused: number | null = null;
  readonly socket: WebSocket;

  constructor(url: string, options: ClientOptions & { protocols?: string[] } = {}) {
    const { protocols = ['graphql-transport-ws'], ...rest } = options;
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, rest);
    this.socket.on('message', (data) => void this.messages.push(JSON.parse(String(data)) as SocketMessage));
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    this.socket.on('unexpected-response', (_request, response) => {
      this.refused = response.statusCode ?? 0;
      response.resume();
      this.socket.terminate();
    });
    this.socket.on('error', () => undefined);
  }

  async opened(): Promise<this> {
    await until('the socket to open', async () => (this.socket.readyState === WebSocket.OPEN ? true : null));
    return this;
  }

  /** Opens, and gives the token. */
  async ready(token: string): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
    await this.message(({ type }) => type === 'connection_ack');
    return this;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, rest: Record<string, unknown> = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, ...rest } });
  }

  /** @throws Error when the socket closes before */
  message(wanted: (message: SocketMessage) => boolean): Promise<SocketMessage> {
    return until('a message', async () => {
      const found = this.messages.find(wanted);
      if (!found && this.closed) throw new Error(`the socket closed: ${JSON.stringify(this.closed)}`);
      return found ?? null;
    });
  }

  /** The errors of one subscription. */
  async errorsOf(id: string): Promise<{ message: string; extensions: { code: string; requestId: string } }[]> {
    const { payload } = await this.message((message) => message.type === 'error' && message.id === id);
    return payload as never;
  }

  async eventsOf(id: string, count: number): Promise<unknown[]> {
    return until('events', async () => {
      const events = this.messages.filter((message) => message.type === 'next' && message.id === id);
      return events.length >= count ? events.map(({ payload }) => payload) : null;
    });
  }

  closure(): Promise<{ code: number; reason: string }> {
    return until('the socket to close', async () => this.closed);
  }

  async refusal(): Promise<number> {
    return until('the handshake to be refused', async () => this.refused);
  }
}
