import { PlayerScript } from './scripted-player/player-script.js';
import { SpokenTurn } from './scripted-player/play-turn.js';

export type EngineKind = 'SCRIPTED' | 'INFERENCE_SERVER' | 'IN_PROCESS';

/** Why a guard refused an engine's turn; ENGINE_FAILED: there was none to look at. */
export const TURN_FAULTS = [
  'ROLE_DRIFT',
  'REFUSAL',
  'EMPTY',
  'ECHO',
  'REPEAT',
  'INSTANT_CURE',
  'SLUR',
  'GARBLED',
  'ENGINE_FAILED',
] as const;
export type TurnFault = (typeof TURN_FAULTS)[number];

/** An attempt that nobody was left with, and why. */
export interface RejectedAttempt {
  attempt: number;
  fault: TurnFault;
  /** What was refused, for the person who looks into it; at most 400 characters. */
  text: string;
}

/** What the civilian's turn is stored with, so that anybody can later say how it came about. Digests are SHA-256, hex. */
export interface TurnProvenance {
  engine: EngineKind;
  label: string;
  /** Version of the engine's code, or of the registered model. */
  version: string;
  /** Of what determines the words: the script, or weights, adapter and template together. */
  digest: string;
  seed: number;
  /** Milliseconds from the request to the first words and to the last. */
  timings: { firstTextMs: number; totalMs: number };
  /** Only a scripted player knows these; absent otherwise. Stress and trust are 0 to 10. */
  scripted?: { stress: number; trust: number; band: string; lineId: string; cues: string[] };
  /** Only of a language model. */
  model?: {
    versionId: string;
    engineName: string;
    promptTemplate: string;
    /** Of the prompt file, and of the messages that were sent. */
    promptTemplateDigest: string;
    promptDigest: string;
    /** Turns of the history that were in the prompt word for word, and that were left to its summary. */
    promptTurns: { verbatim: number; summarised: number };
    sampling: { temperature: number; topP: number | null; maxTokens: number };
    usage: { promptTokens: number; completionTokens: number; cachedTokens: number | null } | null;
  };
  /** Attempts before this one that a guard refused, oldest first; absent when there were none. */
  rejected?: RejectedAttempt[];
  /** The model's attempts were all refused and the scripted player spoke instead: the turn counts towards invalidation. */
  flagged?: true;
}

export interface PlayInput {
  /** Keeps the turns of a session on one engine. */
  sessionId: string;
  /** Persona, cues and authored lines of the pinned scenario version. Engines with a model use the persona and cues. */
  script: PlayerScript;
  /** What the trainee was told before the first turn. */
  situation: string;
  /** The session so far, oldest first; the last turn is the officer's. */
  history: readonly SpokenTurn[];
  /** Any integer from 0 below 2^31; engines that can be deterministic are, for equal input. */
  seed: number;
  /** Ends the turn early: the iteration then throws the signal's reason. */
  signal: AbortSignal;
}

/** How a turn arrives: pieces that together are the text so far, then one final message. */
export type PlayMessage =
  | {
      type: 'text';
      text: string;
      /** From 1. A piece of a higher attempt begins the turn anew: what came before is withdrawn. */
      attempt: number;
    }
  | {
      type: 'final';
      text: string;
      attempt: number;
      provenance: TurnProvenance;
      /** The scenario has run to one of its paths with this turn. */
      ended?: { path: string; reason: string };
    };

/**
 * Whatever plays the civilian. A `text` message carries the next piece, never the text so far; the `final` message the whole
 * turn as it is to be stored, which may be tidier than its pieces. No state is kept between turns: another worker may play the next one.
 */
export interface PersonaEngine {
  readonly kind: EngineKind;
  /** Shown to people beside the turn. */
  readonly label: string;
  play(input: PlayInput): AsyncIterable<PlayMessage>;
}
