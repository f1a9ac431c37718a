import { defineCounter, defineDuration, defineGauge } from '#platform';
import type { EngineErrorCode } from '../chat-model.js';
import type { Endpoint } from './endpoint.js';

const inFlight = defineGauge({
  name: 'parley_engine_requests_in_flight',
  help: 'Requests that an engine works on for this worker.',
  labels: ['engine'],
});

const capacity = defineGauge({
  name: 'parley_engine_request_limit',
  help: 'Requests at once that this worker gives an engine now; 0 while it gives none.',
  labels: ['engine'],
});

const breakers = defineGauge({
  name: 'parley_engine_breaker_state',
  help: '1 for the state that the breaker of an engine is in, 0 for the others.',
  labels: ['engine', 'state'],
});

const serverRequests = defineGauge({
  name: 'parley_engine_server_requests',
  help: 'Requests of all its clients as the engine told them last: running, or waiting in it. Absent where it does not tell.',
  labels: ['engine', 'state'],
});

const firstText = defineDuration({
  name: 'parley_engine_first_text_seconds',
  help: 'From a request to an engine until its first words.',
  labels: ['engine'],
});

const requests = defineCounter({
  name: 'parley_engine_requests_total',
  help: 'Requests to an engine by how they ended: answered, aborted (by this side), or the code of the failure.',
  labels: ['engine', 'outcome'],
});

const tokens = defineCounter({
  name: 'parley_engine_tokens_total',
  help: 'Tokens as the engine counted them: prompt, of which cached, and completion.',
  labels: ['engine', 'kind'],
});

const retries = defineCounter({
  name: 'parley_engine_retries_total',
  help: 'Requests that failed before their first words, by lane: made again, or refused by the budget of retries.',
  labels: ['lane', 'outcome'],
});

export type RequestOutcome = 'answered' | 'aborted' | EngineErrorCode;

export const observeFirstText = (engine: string, ms: number): void => firstText.observe({ engine }, ms / 1_000);
export const countRequest = (engine: string, outcome: RequestOutcome): void => requests.add({ engine, outcome });
export const countRetry = (lane: string, outcome: 'made' | 'refused'): void => retries.add({ lane, outcome });

export function countTokens(
  engine: string,
  usage: { promptTokens: number; completionTokens: number; cachedTokens: number | null } | null,
): void {
  if (!usage) return;
  tokens.add({ engine, kind: 'prompt' }, usage.promptTokens);
  tokens.add({ engine, kind: 'completion' }, usage.completionTokens);
  if (usage.cachedTokens !== null) tokens.add({ engine, kind: 'cached' }, usage.cachedTokens);
}

/** @returns a function that forgets the endpoints */
export function observeEndpoints(endpoints: () => readonly Endpoint[], now: () => number): () => void {
  const stops = [
    inFlight.readBy(() => endpoints().map((each) => ({ labels: { engine: each.name }, value: each.inFlight }))),
    capacity.readBy(() => endpoints().map((each) => ({ labels: { engine: each.name }, value: each.capacity(now()) }))),
    breakers.readBy(() =>
      endpoints().flatMap((each) =>
        (['CLOSED', 'HALF_OPEN', 'OPEN'] as const).map((state) => ({
          labels: { engine: each.name, state },
          value: each.breaker.state === state ? 1 : 0,
        })),
      ),
    ),
    serverRequests.readBy(() => endpoints().flatMap(toldBy)),
  ];
  return () => stops.forEach((stop) => stop());
}

function toldBy({ name: engine, said }: Endpoint): { labels: { engine: string; state: string }; value: number }[] {
  const told = { running: said?.running ?? null, waiting: said?.waiting ?? null };
  return Object.entries(told).flatMap(([state, value]) =>
    value === null ? [] : [{ labels: { engine, state }, value }],
  );
}
