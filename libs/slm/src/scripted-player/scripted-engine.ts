import { createHash } from 'node:crypto';
import { PersonaEngine, PlayInput, PlayMessage } from '../engine.js';
import { PlayerScript } from './player-script.js';
import { playTurn } from './play-turn.js';

/** Raised whenever equal input may give another turn: a change of rules, weights or retrieval. */
export const SCRIPTED_PLAYER_VERSION = '1.2.0';

const digests = new WeakMap<PlayerScript, string>();

function digestOf(script: PlayerScript): string {
  const digest = digests.get(script) ?? createHash('sha256').update(JSON.stringify(script)).digest('hex');
  digests.set(script, digest);
  return digest;
}

/**
 * The honest default with no weights at all: authored turns chosen by what the officer said. Needs no network and no state.
 *
 * @param nowMs a monotonic clock in milliseconds, for the timings only
 */
export function scriptedEngine(nowMs: () => number): PersonaEngine {
  const label = 'scripted player: not a language model';
  async function* play({ script, history, seed, signal }: PlayInput): AsyncGenerator<PlayMessage> {
    signal.throwIfAborted();
    const from = nowMs();
    const turn = playTurn({ script, history, seed });
    const totalMs = nowMs() - from;
    yield { type: 'text', text: turn.text, attempt: 1 };
    signal.throwIfAborted();
    yield {
      type: 'final',
      text: turn.text,
      attempt: 1,
      provenance: {
        engine: 'SCRIPTED',
        label,
        version: SCRIPTED_PLAYER_VERSION,
        digest: digestOf(script),
        seed,
        timings: { firstTextMs: totalMs, totalMs },
        scripted: {
          stress: turn.state.stress,
          trust: turn.state.trust,
          band: turn.band,
          lineId: turn.lineId,
          cues: turn.cues,
        },
      },
      ...(turn.ended ? { ended: turn.ended } : {}),
    };
  }
  return { kind: 'SCRIPTED', label, play };
}
