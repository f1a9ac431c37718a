export interface FaultOptions {
  /** How much of it: requests, records or rounds, as the run says. */
  requests: number;
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
  run(options: FaultOptions, say: (line: string) => void): Promise<FaultReport>;
}
