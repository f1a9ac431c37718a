import type { EngineKind } from './scenario-session.entity.js';
import { cleanTurnText } from './dialogue.js';

/** Which engine a device says has played, for a whole session. */
export interface EdgeEngine {
  kind: EngineKind;
  label: string;
  version: string;
}

const LONGEST_WORD = 200;

/**
 * How a civilian's turn came about, by the device's word, in the shape in which the server stores its own: a device may have
 * written anything there, and neither the database nor a reader may stumble over it. The exact bytes stay with the record.
 */
export function edgeProvenance(claimed: Record<string, unknown>, engine: EdgeEngine): Record<string, unknown> {
  const scripted = isRecord(claimed.scripted) ? claimed.scripted : null;
  const stress = scripted && typeof scripted.stress === 'number' ? scripted.stress : null;
  const band =
    scripted && typeof scripted.band === 'string' ? cleanTurnText(scripted.band).slice(0, LONGEST_WORD) : null;
  return {
    engine: engine.kind,
    label: cleanTurnText(engine.label),
    version: cleanTurnText(engine.version),
    ...(typeof claimed.digest === 'string' && /^[0-9a-f]{64}$/.test(claimed.digest) ? { digest: claimed.digest } : {}),
    ...(engine.kind === 'SCRIPTED' && (stress !== null || band !== null) ? { scripted: { stress, band } } : {}),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
