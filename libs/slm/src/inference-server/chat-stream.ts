import { beginSpan } from '#platform';
import type { ChatEvent, ChatRequest } from '../chat-model.js';
import { EngineError } from '../chat-model.js';
import { ChatAnswer } from './chat-answer.js';
import { chatBody } from './chat-body.js';
import { Deadline } from './deadline.js';
import { EventStream } from './event-stream.js';
import type { Flavour } from './flavours.js';
import type { Deadlines, Limits } from './inference-server-options.js';
import type { Body, ServerConnection } from './server-connection.js';
import { failureOfConnection } from './server-failure.js';

/** A stream that ends after its `[DONE]` leaves its connection for the next request; what does not is closed. */
const LAST_BYTES = { limit: 4_096, withinMs: 500 };

/** An event of vLLM or llama-server with one short token in it has 200 to 350 bytes. */
const BYTES_A_TOKEN = 1_024;

export interface StreamedChat {
  engineName: string;
  connection: ServerConnection;
  flavour: Flavour;
  deadlines: Deadlines;
  limits: Limits;
  /** Of the model, in the server's own terms. */
  fields: Record<string, unknown>;
  request: ChatRequest;
}

/** One answer, from the request to its last word. Whoever leaves the iteration, or aborts, closes the connection: the server stops. */
export async function* streamedChat(chat: StreamedChat): AsyncGenerator<ChatEvent> {
  const { connection, flavour, deadlines, limits, request } = chat;
  const deadline = new Deadline(request.signal);
  const answer = new ChatAnswer(limits.answerBytes);
  const stream = new EventStream(limits.eventBytes, limits.streamBytes + BYTES_A_TOKEN * request.maxTokens);
  const from = performance.now();
  let firstTextMs: number | null = null;
  let body: Body | undefined;
  let failure: string | null = null;
  const span = beginSpan('chat', { kind: 'client', attributes: { engine: chat.engineName } });
  try {
    deadline.within(deadlines.firstTextMs, 'first words');
    const response = await span.around(() =>
      connection.open('/v1/chat/completions', chatBody(flavour, chat.fields, request), deadline.signal),
    );
    body = response.body;
    requireEvents(response.headers['content-type']);
    for await (const bytes of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const data of stream.take(bytes)) {
        const text = answer.take(data);
        if (text === '') continue;
        firstTextMs ??= performance.now() - from;
        deadline.pause();
        yield { type: 'text', text };
        deadline.signal.throwIfAborted();
        deadline.within(deadlines.betweenMs, 'further words');
      }
      if (answer.done) break;
    }
    // An aborted stream may end as if it had come to its end.
    deadline.signal.throwIfAborted();
    const totalMs = performance.now() - from;
    const timings = { firstTextMs: firstTextMs ?? totalMs, totalMs };
    yield { type: 'final', ...answer.whole(request.jsonSchema !== undefined), timings, engineName: chat.engineName };
  } catch (error) {
    failure = 'ABORTED';
    if (request.signal.aborted) throw request.signal.reason;
    const known = withProgress(deadline.signal.aborted ? deadline.signal.reason : error, answer.begun);
    failure = known.code;
    throw known;
  } finally {
    span.end(failure);
    deadline.end();
    if (body) leave(body, answer.done);
  }
}

function requireEvents(type: string | string[] | undefined): void {
  if (!String(type).startsWith('text/event-stream')) {
    throw new EngineError('BROKEN', 'the inference server answered with something that is no event stream');
  }
}

function withProgress(error: unknown, afterFirstText: boolean): EngineError {
  const { code, message, details } = failureOfConnection(error);
  return new EngineError(code, message, { ...details, afterFirstText });
}

function leave(body: Body, done: boolean): void {
  body.on('error', () => undefined);
  if (!done) body.destroy();
  else {
    const signal = AbortSignal.timeout(LAST_BYTES.withinMs);
    body.dump({ limit: LAST_BYTES.limit, signal }).catch(() => body.destroy());
  }
}
