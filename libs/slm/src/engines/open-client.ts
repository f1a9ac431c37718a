import type { EngineClient } from '../chat-model.js';
import type { RegisteredEngine } from '../registry/engines.queries.js';
import type { Deadlines } from '../inference-server/inference-server-options.js';

export interface ClientOptions {
  /** Bearer token for inference servers; null sends none. */
  apiKey: string | null;
  /** Of GGUF files, for engines of this process; null where it has none. */
  modelFolder: string | null;
  /** How long inference servers are waited for, where it is not as long as the product waits. */
  deadlines?: Partial<Deadlines>;
}

/**
 * The client of a registered engine. What it stands on is loaded with the first of its kind, for most processes have none.
 * @throws Error when this process cannot have such an engine, in words for an operator
 */
export async function openClient(
  { name, flavour, url, slots }: RegisteredEngine,
  { apiKey, modelFolder, deadlines }: ClientOptions,
): Promise<EngineClient> {
  if (flavour === 'IN_PROCESS') {
    if (modelFolder === null) throw new Error(`the engine ${name} needs PARLEY_MODEL_FOLDER`);
    const { inProcessEngine } = await import('../in-process/in-process-engine.js');
    return inProcessEngine({ name, modelFolder, slots });
  }
  if (url === null) throw new Error(`the engine ${name} has no address`);
  const { inferenceServer } = await import('../inference-server/inference-server.js');
  return inferenceServer({ name, url, flavour, ...(apiKey === null ? {} : { apiKey }), deadlines });
}
