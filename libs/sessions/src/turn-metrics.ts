import { defineDuration } from '#platform';
import type { EngineKind } from '#slm';

const engineSeconds = defineDuration({
  name: 'parley_turn_engine_seconds',
  help: 'How long an engine took to play a civilian’s turn, or to fail.',
  labels: ['engine', 'outcome'],
});

const waitSeconds = defineDuration({
  name: 'parley_turn_wait_seconds',
  help: 'From an officer’s turn stored to the civilian’s answer stored, as the trainee waits for it. Its count is the turns played.',
  labels: ['engine'],
});

/** Measures one call of an engine. Throws what it throws. */
export async function measureEngine<T>(engine: EngineKind, call: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    const answer = await call();
    engineSeconds.observeSince({ engine, outcome: 'played' }, startedAt);
    return answer;
  } catch (error) {
    engineSeconds.observeSince({ engine, outcome: 'failed' }, startedAt);
    throw error;
  }
}

/** A civilian's turn was stored. @param waited seconds since the officer spoke, on the database's clock */
export const countTurn = (engine: EngineKind, waited: number): void => waitSeconds.observe({ engine }, waited);
