import { inProcessEngine } from '../../src/in-process/in-process-engine.js';
import { describeConformance } from './engine-conformance.js';
import { MODELS, tinyModel } from './tiny-model.js';

// The toy has 256 tokens and its own few phrases: asked like this it has something to say.
const MESSAGES = [
  { role: 'system', content: 'you are Marcus. my brother took my car. stress 7' },
  { role: 'user', content: 'can you tell me what happened?' },
] as const;

describeConformance(
  'llama.cpp in this process with the toy model',
  async () => ({
    client: inProcessEngine({ name: 'in-process', modelFolder: MODELS, slots: 3 }),
    model: tinyModel(),
    messages: MESSAGES,
    stop: async () => undefined,
  }),
  { slots: 3, repeatable: true, tellsRunning: true },
);
