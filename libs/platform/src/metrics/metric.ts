/**
 * What is measured, declared as constants where it is measured, as tasks and events are. Nothing is counted, and no library is
 * loaded, until `collectMetrics` gives each declaration a sink. Labels hold only values that the code itself knows:
 * a value that a client or an agency chose would make a series for each.
 */
export interface MetricSpec<Label extends string> {
  /** `parley_<what>_<unit>`, and `_total` at the end of a counter. */
  readonly name: string;
  /** One sentence for whoever operates a deployment. */
  readonly help: string;
  readonly labels: readonly Label[];
}

export type Labels<Label extends string> = Readonly<Record<Label, string>>;

export interface Reading<Label extends string> {
  readonly labels: Labels<Label>;
  readonly value: number;
}

export type GaugeReader<Label extends string> = () => readonly Reading<Label>[] | Promise<readonly Reading<Label>[]>;

/** How often something happened. */
export class CounterMetric<Label extends string = string> {
  sink: ((labels: Labels<Label>, amount: number) => void) | null = null;

  constructor(readonly spec: MetricSpec<Label>) {}

  add(labels: Labels<Label>, amount = 1): void {
    this.sink?.(labels, amount);
  }
}

/** How long something took, in seconds. */
export class DurationMetric<Label extends string = string> {
  sink: ((labels: Labels<Label>, seconds: number) => void) | null = null;

  constructor(readonly spec: MetricSpec<Label>) {}

  observe(labels: Labels<Label>, seconds: number): void {
    this.sink?.(labels, seconds);
  }

  /** @param startedAt of `performance.now()` */
  observeSince(labels: Labels<Label>, startedAt: number): void {
    this.sink?.(labels, (performance.now() - startedAt) / 1_000);
  }
}

/** How things stand, asked for whenever somebody reads the metrics. */
export class GaugeMetric<Label extends string = string> {
  readonly readers = new Set<GaugeReader<Label>>();

  constructor(readonly spec: MetricSpec<Label>) {}

  /** @returns a function that forgets the reader */
  readBy(reader: GaugeReader<Label>): () => void {
    this.readers.add(reader);
    return () => void this.readers.delete(reader);
  }
}

export type Metric = CounterMetric<never> | DurationMetric<never> | GaugeMetric<never>;

const defined = new Map<string, Metric>();

export const definedMetrics = (): readonly Metric[] => [...defined.values()];

export const defineCounter = <Label extends string>(spec: MetricSpec<Label>): CounterMetric<Label> =>
  declared(spec.name, new CounterMetric(spec));

export const defineDuration = <Label extends string>(spec: MetricSpec<Label>): DurationMetric<Label> =>
  declared(spec.name, new DurationMetric(spec));

export const defineGauge = <Label extends string>(spec: MetricSpec<Label>): GaugeMetric<Label> =>
  declared(spec.name, new GaugeMetric(spec));

function declared<M>(name: string, metric: M): M {
  if (defined.has(name)) throw new Error(`the metric ${name} is declared twice`);
  defined.set(name, metric as Metric);
  return metric;
}
