import { createParser } from 'eventsource-parser';
import { EngineError } from '../chat-model.js';

/** Takes a stream of server-sent events apart, in bounded memory. Comments, which only keep a connection open, are passed over. */
export class EventStream {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private found: string[] = [];
  private bytes = 0;
  private readonly parser;

  constructor(
    maxEventBytes: number,
    private readonly maxBytes: number,
  ) {
    this.parser = createParser({
      maxBufferSize: maxEventBytes,
      onEvent: ({ data }) => this.found.push(data),
      onError: ({ type }) => {
        // The standard passes over unknown fields; no inference server sends one but to say `error:` or to send a page that is no stream.
        throw broken(type === 'max-buffer-size-exceeded' ? 'sent an event that is too large' : 'sent what is no event');
      },
    });
  }

  /**
   * @returns the data of the events that are whole with these bytes, in order
   * @throws EngineError BROKEN
   */
  take(bytes: Uint8Array): string[] {
    this.bytes += bytes.length;
    if (this.bytes > this.maxBytes) throw broken(`sent over ${this.maxBytes} bytes for one answer`);
    this.found = [];
    this.parser.feed(this.decoded(bytes));
    return this.found;
  }

  private decoded(bytes: Uint8Array): string {
    try {
      return this.decoder.decode(bytes, { stream: true });
    } catch {
      throw broken('sent bytes that are no text');
    }
  }
}

const broken = (what: string): EngineError => new EngineError('BROKEN', `the inference server ${what}`);
