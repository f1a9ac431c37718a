import { traceHeaders } from '#platform';
import type { Dispatcher } from 'undici';
import { Pool } from 'undici';
import { EngineError } from '../chat-model.js';
import { Deadline } from './deadline.js';
import { Deadlines, InferenceServerOptions, Limits } from './inference-server-options.js';
import { failureOfConnection, failureOfStatus } from './server-failure.js';

/** uvicorn and cpp-httplib close a connection that is idle for 5 seconds; one that is used at that moment breaks. */
const KEEP_ALIVE_MS = 4_000;

export type Body = Dispatcher.ResponseData['body'];

/** The connections to one server. Errors are EngineErrors, or the reason of the signal that ended the request. */
export class ServerConnection {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly headers: Record<string, string>;

  constructor(
    { url, apiKey }: InferenceServerOptions,
    private readonly deadlines: Deadlines,
    private readonly limits: Limits,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.headers = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
    this.pool = new Pool(origin, {
      connect: { timeout: deadlines.connectMs },
      // How much runs at once is decided by who sends; a line in here would hide behind the server's own.
      connections: null,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // The deadlines of requests are kept by Deadline, to the millisecond and with the caller's words.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Calls back whenever a connection ends: a server that was started anew may serve other things under old names. */
  onDisconnect(listener: () => void): void {
    this.pool.on('disconnect', listener);
  }

  /** A POST, or a GET where there is no JSON to send. @returns an answer with status 200, whose body the caller reads or destroys */
  async open(path: string, json: object | null, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.answered(await this.send(path, json, signal));
  }

  /** A whole small answer as text. */
  async text(path: string, json: object | null, caller: AbortSignal): Promise<string> {
    const deadline = new Deadline(caller);
    try {
      deadline.within(this.deadlines.controlMs, 'answer');
      const response = await this.open(path, json, deadline.signal);
      return await this.textOf(response.body, this.limits.bodyBytes, false);
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw failureOfConnection(error);
    } finally {
      deadline.end();
    }
  }

  /** As `text`, parsed. */
  async json(path: string, json: object | null, caller: AbortSignal): Promise<unknown> {
    const text = await this.text(path, json, caller);
    try {
      return JSON.parse(text);
    } catch {
      throw new EngineError('BROKEN', `the inference server answered ${path} with something that is not JSON`);
    }
  }

  /** Ends what still runs. */
  close(): Promise<void> {
    return this.pool.destroy();
  }

  private async answered(response: Dispatcher.ResponseData): Promise<Dispatcher.ResponseData> {
    if (response.statusCode === 200) return response;
    const body = await this.textOf(response.body, this.limits.eventBytes, true);
    const retryAfter = response.headers['retry-after'];
    throw failureOfStatus(response.statusCode, body, String(retryAfter ?? ''), Date.now());
  }

  private send(path: string, json: object | null, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.pool.request({
      method: json ? 'POST' : 'GET',
      path: `${this.path}${path}`,
      headers: { ...this.headers, ...traceHeaders(), ...(json ? { 'content-type': 'application/json' } : {}) },
      body: json ? JSON.stringify(json) : null,
      signal,
    });
  }

  /** @param cuts keeps what fits instead of failing: of an error, its beginning is enough */
  private async textOf(body: Body, most: number, cuts: boolean): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most && !cuts)
        throw new EngineError('BROKEN', `the inference server answered with over ${most} bytes`);
      chunks.push(chunk);
      if (size > most) break;
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
