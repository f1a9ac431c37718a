import { PlayerScript } from './scripted-player/player-script.js';
import { SpokenTurn } from './scripted-player/play-turn.js';

export type EngineKind = 'SCRIPTED' | 'INFERENCE_SERVER' | 'IN_PROCESS';

/** What the civilian's turn is stored with, so that anybody can later say how it came about. */
export interface TurnProvenance {
  engine: EngineKind;
  label: string;
  /** Version of the engine's code, or of the registered model. */
  version: string;
  /** SHA-256, hex, of what determines the words: the script, or weights, adapter and template together. */
  digest: string;
  seed: number;
  /** Milliseconds from the request to the first words and to the last. */
  timings: { firstTextMs: number; totalMs: number };
  /** Only a scripted player knows these; absent otherwise. Stress and trust are 0 to 10. */
  scripted?: { stress: number; trust: number; band: string; lineId: string; cues: string[] };
}

export interface PlayInput {
  /** Persona, cues and authored lines of the pinned scenario version. Engines with a model use the persona and cues. */
  script: PlayerScript;
  /** The session so far, oldest first; the last turn is the officer's. */
  history: readonly SpokenTurn[];
  /** Any 32-bit integer; engines that can be deterministic are, for equal input. */
  seed: number;
  /** Ends the turn early: the iteration then throws the signal's reason. */
  signal: AbortSignal;
}

/** How a turn arrives: text so far grows piece by piece, then one final message. */
export type PlayMessage =
  | { type: 'text'; text: string }
  | {
      type: 'final';
      text: string;
      provenance: TurnProvenance;
      /** The scenario has run to one of its paths with this turn. */
      ended?: { path: string; reason: string };
    };

/**
 * Whatever plays the civilian. A `text` message carries the next piece, never the text so far; the `final` message the whole
 * turn. No state is kept between turns: another worker may play the next one.
 */
export interface PersonaEngine {
  readonly kind: EngineKind;
  /** Shown to people beside the turn. */
  readonly label: string;
  play(input: PlayInput): AsyncIterable<PlayMessage>;
}
