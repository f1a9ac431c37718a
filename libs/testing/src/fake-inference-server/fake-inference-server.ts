import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerChat, FakeOrders, Refusal } from './fake-chat.js';
import { ChatBody, DEFAULTS, FakeMode, FakeServerOptions, FakeSettings } from './fake-options.js';
import { FakeSlots, SeenRequest } from './fake-slots.js';
import { FakeWire, wireOf } from './fake-wire.js';
import { promptOf, tokensOf } from './fake-words.js';

export interface FakeInferenceServer {
  url: string;
  /** Chat requests, oldest first. */
  requests: readonly SeenRequest[];
  /** Requests that have a slot now, and that wait for one. */
  busy(): { running: number; waiting: number };
  /** The most that ever ran at once, in all and of one `user`. */
  mostAtOnce(): { all: number; byUser: Record<string, number> };
  /** The numbers of the connections that are open now. */
  connections(): readonly number[];
  setMode(mode: FakeMode, times?: number): void;
  script(texts: readonly string[]): void;
  /** Answers 503 to everything, as a server that still loads its model. */
  setLoading(loading: boolean): void;
  stop(): Promise<void>;
}

/** Both servers close an idle connection after this long (uvicorn and cpp-httplib). */
const KEEP_ALIVE_MS = 5_000;

/** Speaks the wire protocol of vLLM or llama-server, with a model that says words drawn by the request and its seed. */
export async function fakeInferenceServer(options: FakeServerOptions): Promise<FakeInferenceServer> {
  const settings: FakeSettings = { ...DEFAULTS, ...Object.fromEntries(given(options)), flavour: options.flavour };
  const wire = wireOf(settings);
  const slots = new FakeSlots(settings.slots, settings.remembers);
  const orders = new FakeOrders();
  const site: Site = { settings, wire, slots, orders, loading: false, open: new Map() };
  const server = createServer((incoming, response) => {
    void textOf(incoming).then((text) => {
      const answer = answerTo(site, incoming, response, text);
      if (answer) send(response, answer);
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  let connections = 0;
  server.on('connection', (socket) => {
    site.open.set(socket, ++connections);
    socket.once('close', () => site.open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: slots.seen,
    busy: () => ({ running: slots.busy, waiting: slots.waiting }),
    mostAtOnce: () => ({ all: slots.mostAtOnce, byUser: slots.mostAtOnceOf }),
    connections: () => [...site.open.values()],
    setMode: (mode, times) => orders.setMode(mode, times),
    script: (texts) => orders.script(texts),
    setLoading: (loading) => void (site.loading = loading),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Site {
  settings: FakeSettings;
  wire: FakeWire;
  slots: FakeSlots;
  orders: FakeOrders;
  loading: boolean;
  open: Map<Socket, number>;
}

type Answer = Refusal | { status: number; text: string; type: string };

/** @returns what to send; null when the answer is streamed */
function answerTo(site: Site, incoming: IncomingMessage, response: ServerResponse, text: string): Answer | null {
  const { settings, wire, slots, orders } = site;
  const isLlama = settings.flavour === 'LLAMA_SERVER';
  const route = `${incoming.method} ${incoming.url}`;
  const body = text === '' ? {} : parsed(text);
  if (body === undefined) return { status: 400, body: wire.error(400, 'BadRequestError', 'not JSON') };
  if (incoming.url?.startsWith('/fake/')) return control(site, route, body as Record<string, never>);
  if (site.loading) return { status: 503, body: wire.error(503, 'unavailable_error', 'Loading model') };
  // vLLM guards what is under /v1 only; llama-server all but its health and models.
  const open = isLlama ? ['GET /health', 'GET /v1/models'].includes(route) : !incoming.url?.startsWith('/v1');
  if (!open && settings.apiKey && incoming.headers.authorization !== `Bearer ${settings.apiKey}`) {
    return {
      status: 401,
      body: isLlama ? wire.error(401, 'authentication_error', 'Invalid API Key') : { error: 'Unauthorized' },
    };
  }
  switch (route) {
    case 'GET /health':
      return isLlama ? { status: 200, body: { status: 'ok' } } : { status: 200, text: '', type: 'text/plain' };
    case 'GET /v1/models':
      return { status: 200, body: wire.models() };
    case 'GET /metrics':
      return { status: 200, text: wire.metrics(slots.busy, slots.waiting), type: 'text/plain; version=0.0.4' };
    case 'POST /v1/chat/completions':
      return answerChat({
        body: body as ChatBody,
        incoming,
        connection: site.open.get(incoming.socket) ?? 0,
        response,
        settings,
        wire,
        slots,
        orders,
      });
    case 'POST /tokenize':
      return tokenized(site, body as Partial<ChatBody> & { content?: string; prompt?: string });
    case 'POST /apply-template':
      if (isLlama) return { status: 200, body: { prompt: promptOf((body as ChatBody).messages) } };
      break;
    case 'GET /lora-adapters':
      if (isLlama) return { status: 200, body: settings.adapters.map((path, id) => ({ id, path, scale: 1 })) };
      break;
  }
  return { status: 404, body: wire.error(404, 'not_found_error', 'File Not Found') };
}

function tokenized({ settings }: Site, body: Partial<ChatBody> & { content?: string; prompt?: string }): Answer {
  if (settings.flavour === 'LLAMA_SERVER') {
    return { status: 200, body: { tokens: tokensOf(body.content ?? '').map((_, id) => id) } };
  }
  const count = tokensOf(body.messages ? promptOf(body.messages) : (body.prompt ?? '')).length;
  const tokens = Array.from({ length: count }, (_, id) => id);
  return { status: 200, body: { count, max_model_len: settings.contextTokens, tokens, token_strs: null } };
}

/** For programs that have no hand on the object: `POST /fake/mode {mode, times}`, `POST /fake/answers {texts}`, `GET /fake/requests`. */
function control({ orders, slots, ...site }: Site, route: string, body: Record<string, never>): Answer {
  switch (route) {
    case 'POST /fake/mode':
      try {
        orders.setMode(body.mode, body.times);
      } catch (error) {
        return { status: 400, body: site.wire.error(400, 'BadRequestError', String(error)) };
      }
      return { status: 200, body: {} };
    case 'POST /fake/answers':
      orders.script(body.texts);
      return { status: 200, body: {} };
    case 'GET /fake/requests':
      return {
        status: 200,
        body: {
          requests: slots.seen,
          running: slots.busy,
          waiting: slots.waiting,
          mostAtOnce: slots.mostAtOnce,
          mostAtOnceByUser: slots.mostAtOnceOf,
        },
      };
    default:
      return { status: 404, body: site.wire.error(404, 'not_found_error', 'File Not Found') };
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if ('text' in answer) response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.text);
  else {
    const headers = { 'content-type': 'application/json', ...answer.headers };
    response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  }
}

const given = (options: object): [string, unknown][] =>
  Object.entries(options).filter(([, value]) => value !== undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
