export interface FaultOptions {
  /** How much of it, in what the run's `count` names. */
  count: number;
  /** Run it on a product with a fault planted, which it must then find. */
  planted: boolean;
}

export interface FaultReport {
  /** What was wrong, a line each; empty when everything held. */
  problems: string[];
  /** What was measured on the way. */
  figures: Record<string, number | string>;
}

/** Real processes, a real database, something that goes wrong, and a check of what must hold all the same. */
export interface FaultRun {
  name: string;
  tries: string;
  /** How much of it to do, for example `--requests`, and how much when nobody says. */
  count: { option: string; unlessSaid: number };
  /** What `--planted` plants. */
  plants: string;
  run(options: FaultOptions, say: (line: string) => void): Promise<FaultReport>;
}
