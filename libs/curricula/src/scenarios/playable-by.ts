import type { EngineKind } from '#slm';
import type { ScenarioBody } from './scenario-body.js';

/** Which engines can play a scenario, and why the others cannot, in words for an instructor. */
export interface PlayableBy {
  engines: EngineKind[];
  /** Present where an engine is missing. */
  why?: string;
}

/**
 * The scripted player speaks only authored lines, so it needs a script. A language model needs a civilian to be: a
 * script's persona or an imported one. A scenario with neither is material to store, list and read.
 */
export function playableBy(body: Pick<ScenarioBody, 'script' | 'persona'>): PlayableBy {
  if (body.script) return { engines: ['SCRIPTED', 'INFERENCE_SERVER', 'IN_PROCESS'] };
  if (body.persona) {
    return {
      engines: ['INFERENCE_SERVER', 'IN_PROCESS'],
      why: 'imported without authored lines: the scripted player cannot play it, a language model can',
    };
  }
  return {
    engines: [],
    why: 'imported without authored lines or a persona: it is training material, nothing plays it',
  };
}
