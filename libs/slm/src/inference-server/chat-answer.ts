import { ChatEvent, EngineError, FinishReason } from '../chat-model.js';
import { failureInStream } from './server-failure.js';

type Usage = Extract<ChatEvent, { type: 'final' }>['usage'];

/** The reasons that vLLM, llama-server and SGLang give. `abort` and `error` are no answers, nor is what we never asked for, like a tool call. */
const REASONS = new Map<unknown, FinishReason>([
  ['stop', 'STOP'],
  ['length', 'LENGTH'],
  ['repetition', 'REPETITION'],
]);

/** An answer as its events build it. It is whole only with a reason and with the `[DONE]` after it: a connection may end without an error. */
export class ChatAnswer {
  private said = '';
  private bytes = 0;
  private reason: FinishReason | null = null;
  private counted: Usage = null;
  private ended = false;

  constructor(private readonly maxBytes: number) {}

  get begun(): boolean {
    return this.said !== '';
  }

  get done(): boolean {
    return this.ended;
  }

  /**
   * @param data of one event
   * @returns the words that it adds; empty for none
   * @throws EngineError
   */
  take(data: string): string {
    if (this.ended) return '';
    if (data === '[DONE]') {
      this.ended = true;
      return '';
    }
    const chunk = objectOf(data);
    if (chunk.error !== undefined && chunk.error !== null) throw failureInStream(chunk.error);
    if (chunk.usage !== undefined && chunk.usage !== null) this.counted = usageOf(chunk.usage);
    // The chunk with the usage has no choice (`stream_options.include_usage`).
    const choice = Array.isArray(chunk.choices) ? (chunk.choices[0] as unknown) : undefined;
    return choice === undefined ? '' : this.choice(choice as Choice);
  }

  /**
   * @param wantsJson whether the text must be JSON
   * @throws EngineError BROKEN for what is no whole answer
   */
  whole(wantsJson: boolean): { text: string; finishReason: FinishReason; usage: Usage } {
    if (!this.ended || !this.reason) throw broken('ended its answer in the middle');
    if (wantsJson && !isJson(this.said)) {
      throw broken(
        this.reason === 'LENGTH' ? 'had too few tokens for its JSON' : 'answered with something that is not JSON',
      );
    }
    return { text: this.said, finishReason: this.reason, usage: this.counted };
  }

  private choice({ delta, finish_reason: reason }: Choice): string {
    if (reason !== undefined && reason !== null) {
      const known = REASONS.get(reason);
      if (!known)
        throw broken(reason === 'abort' ? 'aborted its answer' : 'ended its answer for a reason that is none');
      this.reason = known;
    }
    const piece = delta?.content ?? '';
    if (typeof piece !== 'string') throw broken('sent words that are no text');
    this.said += piece;
    this.bytes += Buffer.byteLength(piece);
    if (this.bytes > this.maxBytes) throw broken(`answered with over ${this.maxBytes} bytes`);
    return piece;
  }
}

interface Choice {
  delta?: { content?: unknown } | null;
  finish_reason?: unknown;
}

function objectOf(data: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    throw broken('sent an event that is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw broken('sent an event that is no chunk');
  return parsed as Record<string, unknown>;
}

function usageOf(usage: unknown): Usage {
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = usage as Record<string, unknown>;
  const cached = (prompt_tokens_details as { cached_tokens?: unknown } | null | undefined)?.cached_tokens;
  const counts = [prompt_tokens, completion_tokens, cached ?? 0];
  if (!counts.every((count) => Number.isInteger(count) && (count as number) >= 0))
    throw broken('counted its tokens wrongly');
  return {
    promptTokens: prompt_tokens as number,
    completionTokens: completion_tokens as number,
    cachedTokens: (cached as number | undefined) ?? null,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const broken = (what: string): EngineError => new EngineError('BROKEN', `the inference server ${what}`);
