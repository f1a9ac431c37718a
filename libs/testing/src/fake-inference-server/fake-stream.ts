import type { ServerResponse } from 'node:http';
import type { FakeAnswer } from './fake-answer.js';
import type { FakeMode, FakeSettings } from './fake-options.js';
import type { SeenRequest } from './fake-slots.js';
import { DONE, type FakeWire } from './fake-wire.js';

const COMMENT = ': keep-alive\n\n';
const COMMENT_EVERY_MS = 20;
const MEGABYTE = 1_048_576;

export interface StreamInput {
  response: ServerResponse;
  request: SeenRequest;
  answer: FakeAnswer;
  wire: FakeWire;
  settings: FakeSettings;
  mode: FakeMode;
  wantsUsage: boolean;
  /** Frees the slot: the answer is ready and only its last bytes are to be sent. */
  done: () => void;
}

/** Sends an answer at its pace, or does what its mode says instead. */
export async function streamAnswer(input: StreamInput): Promise<void> {
  const { response, mode, request, wire } = input;
  const id = `chatcmpl-${request.number}`;
  if (mode === 'hang-before-headers') return;
  if (mode === 'reset-before-headers') return void response.socket?.resetAndDestroy();
  if (mode === 'web-page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome to nginx!</title>');
    return input.done();
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  if (mode === 'garbage') {
    response.end(Buffer.from('data: \xff\xfe\x00\x9f\x92\x96 not text\n\n', 'latin1'));
    return input.done();
  }
  if (mode === 'one-packet' || mode === 'split-bytes') return atOnce(input, id);
  response.write(wire.opening(id));
  if (mode === 'hang-before-first-token') return;
  if (mode === 'comments-only') return comments(response);
  if (mode === 'ten-megabytes-in-a-line') return manyBytes(input, 'data: {"choices":[{"delta":{"content":"', 'a');
  if (mode === 'ten-megabytes-of-comments') return manyBytes(input, '', `: ${'keep-alive '.repeat(100)}\n`);
  if (mode === 'ten-megabytes-of-tokens') return manyBytes(input, '', wire.token(id, ' and so on'.repeat(100)));
  await paced(input, id);
}

/** Token k is due at a moment that is known from the beginning: a late timer is made up for and the rate holds. */
async function paced(
  { response, request, answer, wire, settings, mode, ...rest }: StreamInput,
  id: string,
): Promise<void> {
  const beganAt = performance.now();
  const everyMs = (settings.tokensPerSecond > 0 ? 1_000 / settings.tokensPerSecond : 0) * (mode === 'slow' ? 10 : 1);
  const breaksAt = Math.min(3, answer.tokens.length);
  for (let at = 0; at < answer.tokens.length;) {
    await moment(beganAt + settings.firstTokenMs + at * everyMs);
    if (response.destroyed) return;
    let due = '';
    do {
      if (mode === 'comments-between') due += COMMENT;
      due += wire.token(id, answer.tokens[at]);
      at += 1;
      if (breaks(mode, at, breaksAt)) break;
    } while (at < answer.tokens.length && performance.now() >= beganAt + settings.firstTokenMs + at * everyMs);
    request.tokensSent = at;
    if (!response.write(due)) await drained(response);
    if (breaks(mode, at, breaksAt)) return broken({ response, request, answer, wire, settings, mode, ...rest }, id);
  }
  const last = rest.wantsUsage && mode !== 'no-usage' ? wire.usage(id, answer, answer.tokens.length) : '';
  const reason = mode === 'no-finish-reason' ? null : answer.finishReason;
  rest.done();
  response.end(`${wire.finish(id, reason)}${last}${mode === 'no-done' ? '' : DONE}`);
}

const BREAKING: readonly FakeMode[] = [
  'hang-after-first-token',
  'reset-mid-stream',
  'close-mid-stream',
  'truncated-json',
  'nan',
  'error-in-stream',
  'error-line-in-stream',
];

const breaks = (mode: FakeMode, at: number, breaksAt: number): boolean =>
  BREAKING.includes(mode) && (mode === 'hang-after-first-token' || at >= breaksAt);

function broken({ response, wire, mode, done }: StreamInput, id: string): void {
  if (mode === 'hang-after-first-token') return;
  if (mode === 'reset-mid-stream') return void response.socket?.resetAndDestroy();
  const error = JSON.stringify(wire.error(500, 'InternalServerError', 'the engine failed'));
  const ends: Partial<Record<FakeMode, string>> = {
    'close-mid-stream': '',
    'truncated-json': `data: {"id":"${id}","choices":[{"index":0,"delta":{"conte`,
    nan: `data: {"id":"${id}","choices":[{"index":0,"delta":{"content":" x"},"logprobs":{"value":NaN}}]}\n\n${DONE}`,
    'error-in-stream': `data: ${error}\n\n${DONE}`,
    'error-line-in-stream': `error: ${error}\n\n`,
  };
  done();
  response.end(ends[mode]);
}

/** Everything at once in one packet, or byte by byte in many: where a packet ends means nothing. */
async function atOnce(
  { response, request, answer, wire, wantsUsage, mode, done }: StreamInput,
  id: string,
): Promise<void> {
  const usage = wantsUsage ? wire.usage(id, answer, answer.tokens.length) : '';
  const said = answer.tokens.map((token) => wire.token(id, token)).join('');
  const whole = Buffer.from(`${wire.opening(id)}${said}${wire.finish(id, answer.finishReason)}${usage}${DONE}`);
  request.tokensSent = answer.tokens.length;
  if (mode === 'split-bytes') {
    for (const byte of whole) {
      if (response.destroyed) return;
      response.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  } else response.write(whole);
  done();
  response.end();
}

function comments(response: ServerResponse): void {
  const timer = setInterval(() => response.write(COMMENT), COMMENT_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}

async function manyBytes({ response, request, done }: StreamInput, before: string, again: string): Promise<void> {
  response.write(before);
  const block = again.repeat(Math.ceil(MEGABYTE / 8 / again.length));
  for (let sent = 0; sent < 10 * MEGABYTE; sent += block.length) {
    if (response.destroyed) return;
    request.tokensSent += 1;
    if (!response.write(block)) await drained(response);
  }
  done();
  response.end();
}

const moment = (at: number): Promise<void> => {
  const ms = at - performance.now();
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
};

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
    if (response.destroyed) go();
  });
