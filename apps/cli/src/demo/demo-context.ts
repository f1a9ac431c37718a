/** What the story of the demo is given to play with. */
export interface DemoContext {
  /** Where the API listens, without a slash at the end: http://127.0.0.1:<port>. */
  apiUrl: string;
  /** Every PARLEY_* variable of this deployment, the database roles included, for work that an operator does at the command line. */
  environment: Readonly<Record<string, string>>;
  /** A folder of the demo's own, kept between runs, for what a device would store. */
  folder: string;
  /** The repository's root, where `packs` lies. */
  root: string;
  /** False when an earlier run told the whole story, and its data is still there. */
  firstRun: boolean;
  /** The reader's own files, as absolute paths. */
  importFiles: readonly string[];
  /** Aborted when the demo must end: the story then stops at its next step. */
  signal: AbortSignal;
}

/** Plays the story through the public API and tells it on the terminal. Rejects when a step goes wrong. */
export type Story = (context: DemoContext) => Promise<void>;

/** What the reader asked for on the command line. */
export interface DemoOptions {
  /** Stop after the story. */
  once: boolean;
  /** Discard what earlier runs left. */
  fresh: boolean;
  importFiles: readonly string[];
}
