import { fakeInferenceServer, type FakeFlavour, type FakeServerOptions } from '#testing';
import { inferenceServer } from '../../src/inference-server/inference-server.js';
import {
  INFERENCE_SERVER_FLAVOURS,
  InferenceServerFlavour,
} from '../../src/inference-server/inference-server-options.js';
import { ConformanceSubject, describeConformance } from './engine-conformance.js';
import { modelRef } from './model-refs.js';

const FLAVOURS: readonly FakeFlavour[] = ['VLLM', 'LLAMA_SERVER'];
const CAPABILITIES = { slots: 3, repeatable: true, tellsRunning: true };

async function onTheFake(
  options: FakeServerOptions,
  adapterName: string | null = null,
  flavour: InferenceServerFlavour = options.flavour,
): Promise<ConformanceSubject> {
  const server = await fakeInferenceServer({ slots: CAPABILITIES.slots, contextTokens: 512, ...options });
  const client = inferenceServer({ name: 'the-fake', url: server.url, flavour });
  return { client, model: modelRef({ contextTokens: 512, adapterName }), stop: () => server.stop() };
}

for (const flavour of FLAVOURS) {
  const adapter = flavour === 'VLLM' ? 'harbor-voice' : 'harbor-voice.gguf';
  const adapters = ['other-voice', adapter];
  describeConformance(
    `a client of ${flavour}, paced`,
    () => onTheFake({ flavour, tokensPerSecond: 400 }),
    CAPABILITIES,
  );
  describeConformance(
    `a client of ${flavour}, all at once`,
    () => onTheFake({ flavour, adapters }, adapter),
    CAPABILITIES,
  );
}

const real = process.env.PARLEY_TEST_INFERENCE_SERVER_URL;
if (!real) {
  console.log(
    'Skipped: conformance of a real inference server. Set PARLEY_TEST_INFERENCE_SERVER_URL, _FLAVOUR and _MODEL.',
  );
} else {
  const flavour = (process.env.PARLEY_TEST_INFERENCE_SERVER_FLAVOUR ?? 'VLLM') as InferenceServerFlavour;
  if (!INFERENCE_SERVER_FLAVOURS.includes(flavour)) throw new Error(`no such flavour: ${flavour}`);
  const servedName = process.env.PARLEY_TEST_INFERENCE_SERVER_MODEL ?? '';
  const adapterName = process.env.PARLEY_TEST_INFERENCE_SERVER_ADAPTER ?? null;
  const contextTokens = Number(process.env.PARLEY_TEST_INFERENCE_SERVER_CONTEXT ?? 4_096);
  describeConformance(
    `a client of ${flavour} at ${real}`,
    async () => ({
      client: inferenceServer({ name: 'real', url: real, flavour }),
      model: modelRef({ servedName, contextTokens, adapterName }),
      stop: async () => undefined,
    }),
    {
      slots: Number(process.env.PARLEY_TEST_INFERENCE_SERVER_SLOTS ?? 2),
      repeatable: process.env.PARLEY_TEST_INFERENCE_SERVER_REPEATABLE !== 'no',
      tellsRunning: true,
    },
  );
}
