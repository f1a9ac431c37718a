import { EngineError, EngineHealth } from '../chat-model.js';
import { adaptersOf, namesOf } from './adapters.js';
import type { Flavour } from './flavours.js';
import { gaugeOf } from './gauges.js';
import type { ServerConnection } from './server-connection.js';

/**
 * Whether the server takes requests, what it serves and how busy it is. One that answers that it is not ready yet (llama-server
 * while it loads a model, vLLM after its engine died: 503) is not an error.
 * @throws EngineError when it does not answer, or wants another key
 */
export async function serverHealth(
  connection: ServerConnection,
  flavour: Flavour,
  signal: AbortSignal,
): Promise<EngineHealth> {
  try {
    if (flavour.tellsHealth) await connection.text('/health', null, signal);
    const [models, adapters, metrics] = await Promise.all([
      connection.json('/v1/models', null, signal),
      flavour.numbersAdapters ? connection.json('/lora-adapters', null, signal) : [],
      flavour.gauges ? metricsOf(connection, signal) : '',
    ]);
    return {
      ready: true,
      serves: [...new Set([...modelNames(models), ...adaptersOf(adapters).flatMap(namesOf)])],
      running: flavour.gauges ? gaugeOf(metrics, flavour.gauges.running) : null,
      waiting: flavour.gauges ? gaugeOf(metrics, flavour.gauges.waiting) : null,
    };
  } catch (error) {
    const answered = error instanceof EngineError && error.code === 'UNAVAILABLE' && error.details.cause === undefined;
    if (!answered) throw error;
    return { ready: false, serves: [], running: null, waiting: null };
  }
}

/** llama-server has no metrics unless it is started with `--metrics`, SGLang with `--enable-metrics`. */
async function metricsOf(connection: ServerConnection, signal: AbortSignal): Promise<string> {
  try {
    return await connection.text('/metrics', null, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError && error.code !== 'UNAVAILABLE') return '';
    throw error;
  }
}

function modelNames(listed: unknown): string[] {
  const { data } = (listed ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) throw new EngineError('BROKEN', 'the inference server listed no models');
  return data.map((one: { id?: unknown } | null) => {
    if (typeof one?.id !== 'string')
      throw new EngineError('BROKEN', 'the inference server listed a model without a name');
    return one.id;
  });
}
