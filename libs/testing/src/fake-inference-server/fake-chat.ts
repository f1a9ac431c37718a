import type { IncomingMessage, ServerResponse } from 'node:http';
import { fakeAnswer } from './fake-answer.js';
import { ChatBody, FAKE_MODES, FakeMode, FakeSettings } from './fake-options.js';
import { FakeSlots } from './fake-slots.js';
import { streamAnswer } from './fake-stream.js';
import type { FakeWire } from './fake-wire.js';
import { promptOf, tokensOf } from './fake-words.js';

/** A refusal before anything is streamed. */
export interface Refusal {
  status: number;
  headers?: Record<string, string>;
  body: object;
}

/** What the server was told to do to the requests to come. */
export class FakeOrders {
  private readonly answers: string[] = [];
  private mode: FakeMode = 'normal';
  private left = Number.POSITIVE_INFINITY;

  /** @param times for how many requests; all that come when left out */
  setMode(mode: FakeMode, times = Number.POSITIVE_INFINITY): void {
    if (!FAKE_MODES.includes(mode)) throw new Error(`no such mode: ${mode}`);
    this.mode = mode;
    this.left = times;
  }

  /** Said in turn to requests that are answered, whatever they ask; then it goes on by itself. */
  script(texts: readonly string[]): void {
    this.answers.push(...texts);
  }

  /** A marker `[[fake:MODE]]` in the last message goes before what was set. */
  next({ messages }: ChatBody): FakeMode {
    const marked = /\[\[fake:([a-z-]+)\]\]/.exec(messages.at(-1)?.content ?? '')?.[1] as FakeMode | undefined;
    if (marked && FAKE_MODES.includes(marked)) return marked;
    const mode = this.left > 0 ? this.mode : 'normal';
    this.left -= 1;
    return mode;
  }

  /** What is to be said next; undefined for whatever comes to it. */
  nextText(): string | undefined {
    return this.answers.shift();
  }
}

export interface ChatInput {
  body: ChatBody;
  incoming: IncomingMessage;
  connection: number;
  response: ServerResponse;
  settings: FakeSettings;
  wire: FakeWire;
  slots: FakeSlots;
  orders: FakeOrders;
}

/** @returns why there is no answer, or null when one is on its way */
export function answerChat({
  body,
  incoming,
  connection,
  response,
  settings,
  wire,
  slots,
  orders,
}: ChatInput): Refusal | null {
  const mode = orders.next(body);
  const request = slots.came(body, incoming.headers, connection, mode);
  const adapter = adapterOf(body, settings);
  const refusal = adapter === null ? unknownModel(body, wire) : refusalOf(body, mode, { settings, wire, slots });
  if (refusal) {
    slots.ended(request, 'FINISHED');
    return refusal;
  }
  const said = orders.nextText() ?? (mode === 'no-json' ? undefined : settings.answers?.(body));
  const answer = fakeAnswer(body, settings, mode, adapter ?? '', said);
  const wantsUsage = body.stream_options?.include_usage === true;
  // Closed is also what the client does when it no longer wants the answer: both servers then stop at once.
  response.once('close', () => slots.ended(request, response.writableFinished ? 'FINISHED' : 'ABORTED'));
  slots.whenFree(request, () => {
    const done = (): void => slots.ended(request, 'FINISHED');
    void streamAnswer({ response, request, answer, wire, settings, mode, wantsUsage, done });
  });
  return null;
}

/** What the answer depends on beside the messages; null for a model that is not served. llama-server does not look at `model`. */
function adapterOf({ model, lora }: ChatBody, { flavour, adapters, ...settings }: FakeSettings): string | null {
  if (flavour === 'VLLM') {
    if (!model || model === settings.model) return '';
    return adapters.includes(model) ? model : null;
  }
  // Without `lora`, or with an empty one, llama-server applies every adapter that it was started with.
  const applied = lora?.length
    ? adapters.filter((_, id) => lora.some((one) => one.id === id && one.scale > 0))
    : adapters;
  return applied.join(' and ');
}

const unknownModel = ({ model }: ChatBody, wire: FakeWire): Refusal => ({
  status: 404,
  body: wire.error(404, 'NotFoundError', `The model \`${model}\` does not exist.`),
});

function refusalOf(
  body: ChatBody,
  mode: FakeMode,
  { settings, wire, slots }: Pick<ChatInput, 'settings' | 'wire' | 'slots'>,
): Refusal | null {
  const unavailable = (retryAfter: string): Refusal => ({
    status: 503,
    headers: { 'retry-after': retryAfter },
    body: wire.error(503, 'unavailable_error', 'try again'),
  });
  if (mode === 'unavailable') return unavailable('2');
  if (mode === 'unavailable-until') return unavailable(new Date(Date.now() + 3_000).toUTCString());
  if (mode === 'too-many') {
    return { status: 429, headers: { 'retry-after': '1' }, body: wire.error(429, 'RateLimitError', 'slow down') };
  }
  if (mode === 'failed') return { status: 500, body: wire.error(500, 'InternalServerError', 'EngineDeadError') };
  if (mode === 'rejected') return { status: 400, body: wire.error(400, 'BadRequestError', 'no such parameter') };
  if (slots.busy >= settings.slots && slots.waiting >= settings.mostWaiting) return unavailable('1');
  const prompt = tokensOf(promptOf(body.messages)).length;
  // vLLM wants room for the whole answer, llama-server only for the prompt.
  const needed = prompt + (settings.flavour === 'VLLM' ? (body.max_tokens ?? 1) : 1);
  if (needed <= settings.contextTokens) return null;
  return settings.flavour === 'VLLM'
    ? { status: 400, body: wire.error(400, 'BadRequestError', `This model's maximum context length is exceeded`) }
    : {
        status: 400,
        body: wire.error(400, 'exceed_context_size_error', `request (${prompt} tokens) exceeds the available context`),
      };
}
