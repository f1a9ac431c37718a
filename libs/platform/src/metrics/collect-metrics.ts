import type { Registry } from 'prom-client';
import type { Logger } from '../logging/logger.js';
import { CounterMetric, definedMetrics, DurationMetric, GaugeMetric, type Labels, type Metric } from './metric.js';

/** Seconds: from a point read to a statement that runs into its time-out of 30 s. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a Prometheus server reads. */
export interface Exposition {
  readonly contentType: string;
  text(): Promise<string>;
}

/**
 * Begins to collect every declared metric and those of the process itself (event loop, memory, garbage collection).
 * One process has one exposition. Loaded only here: a process that nobody measures does not pay for the library.
 */
export async function collectMetrics(logger: Logger): Promise<Exposition> {
  const prometheus = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  for (const metric of definedMetrics()) collect(metric, registry, prometheus, logger);
  return { contentType: registry.contentType, text: () => registry.metrics() };
}

function collect(metric: Metric, registry: Registry, prometheus: typeof import('prom-client'), logger: Logger): void {
  const { name, help, labels } = metric.spec;
  const settings = { name, help, labelNames: [...labels] as string[], registers: [registry] };
  if (metric instanceof CounterMetric) {
    const counter = new prometheus.Counter(settings);
    metric.sink = (values: Labels<string>, amount: number) => counter.inc(values, amount);
  } else if (metric instanceof DurationMetric) {
    const histogram = new prometheus.Histogram({ ...settings, buckets: BUCKETS });
    metric.sink = (values: Labels<string>, seconds: number) => histogram.observe(values, seconds);
  } else if (metric instanceof GaugeMetric) {
    const gauge = new prometheus.Gauge({
      ...settings,
      async collect() {
        // What is gone now must not stand there with its last value.
        gauge.reset();
        for (const reader of metric.readers) {
          try {
            for (const reading of await reader()) gauge.set(reading.labels, reading.value);
          } catch (error) {
            // The other metrics are most needed when a database is away.
            logger.warn({ err: error, metric: name }, 'a metric could not be read');
          }
        }
      },
    });
  }
}
