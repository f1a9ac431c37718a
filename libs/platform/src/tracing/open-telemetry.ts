import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Span, SpanKind as Kind, SpanOptions, Tracing } from './tracing.js';

const KINDS: Record<Kind, SpanKind> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

/**
 * Spans by OpenTelemetry's SDK, sent in batches as OTLP over HTTP. Sampling, headers and limits are the SDK's own standard
 * OTEL_* variables. Only `startTracing` imports this file: it is a quarter of a start, and most processes need none of it.
 */
export function openTelemetry(serviceName: string, endpoint: string): { tracing: Tracing; stop(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': serviceName }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })),
    ],
  });
  // Also the W3C propagator, and the context manager that follows an operation through its awaits.
  provider.register();
  const tracer = provider.getTracer('parley');

  const begin = (name: string, { kind = 'internal', attributes = {}, continues }: SpanOptions = {}): Span => {
    const parent = continues ? contextOf(continues) : context.active();
    const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent);
    const inside = trace.setSpan(parent, span);
    return {
      set: (more) => void span.setAttributes(more),
      rename: (better) => void span.updateName(better),
      end: (failure) => {
        if (failure) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        span.end();
      },
      around: (work) => context.with(inside, work),
    };
  };

  const traceparent = (): string | null => {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier, defaultTextMapSetter);
    return carrier['traceparent'] ?? null;
  };

  return { tracing: { begin, traceparent }, stop: () => provider.shutdown() };
}

/** Not of the running span: what is continued was begun elsewhere. */
function contextOf(traceparent: string): Context {
  return propagation.extract(context.active(), { traceparent }, defaultTextMapGetter);
}
