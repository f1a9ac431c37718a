/**
 * Spans of one deployment, as this code sees them. Until `startTracing` finds somewhere to send them nothing is recorded and no library is
 * loaded. Attributes hold ids, names and figures of our own: never what a person said, is called, or sent.
 */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

export interface SpanOptions {
  kind?: SpanKind;
  attributes?: SpanAttributes;
  /** A W3C `traceparent` from elsewhere that this span goes on from; what is no such header starts a trace of its own. */
  continues?: string | null;
}

export interface Span {
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  /** @param failure a word for what went wrong, such as an error code; null or nothing when all went well */
  end(failure?: string | null): void;
  /** Runs `work` so that spans begun in it are below this one. */
  around<T>(work: () => T): T;
}

export interface Tracing {
  /** Begins a span below the one that runs now. Whoever begins it ends it. */
  begin(name: string, options?: SpanOptions): Span;
  /** The running span as a `traceparent` header, to be sent or stored; null when nothing is recorded. */
  traceparent(): string | null;
}

const NO_SPAN: Span = {
  set: () => undefined,
  rename: () => undefined,
  end: () => undefined,
  around: (work) => work(),
};

const OFF: Tracing = { begin: () => NO_SPAN, traceparent: () => null };

let current = OFF;

/** Called once, by `startTracing`; null turns tracing off again. */
export function useTracing(tracing: Tracing | null): void {
  current = tracing ?? OFF;
}

/** Whether anything is recorded: what costs something even to try asks first. */
export const isTracing = (): boolean => current !== OFF;

export const beginSpan = (name: string, options?: SpanOptions): Span => current.begin(name, options);

export const currentTraceparent = (): string | null => current.traceparent();

/** Runs `work` as a span, which ends when its promise settles. */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const span = current.begin(name, options);
  try {
    const result = await span.around(() => work(span));
    span.end();
    return result;
  } catch (error) {
    span.end(failureOf(error));
    throw error;
  }
}

/** The headers by which another server goes on with this trace; empty when nothing is recorded. */
export function traceHeaders(): Record<string, string> {
  const traceparent = current.traceparent();
  return traceparent === null ? {} : { traceparent };
}

/** A class or code of ours. An error's message may hold what someone said. */
export function failureOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}
