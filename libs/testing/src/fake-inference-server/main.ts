import { parseArgs } from 'node:util';
import { fakeInferenceServer } from './fake-inference-server.js';
import type { FakeFlavour } from './fake-options.js';

/** The fake as a program of its own, for benches and fault runs: prints its URL, and says it to the process that forked it. */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    flavour: { type: 'string', default: 'VLLM' },
    model: { type: 'string' },
    adapters: { type: 'string', default: '' },
    slots: { type: 'string' },
    'most-waiting': { type: 'string' },
    'tokens-per-second': { type: 'string' },
    'first-token-ms': { type: 'string' },
    'context-tokens': { type: 'string' },
    'answer-tokens': { type: 'string' },
    'api-key': { type: 'string' },
    mode: { type: 'string' },
  },
});
const number = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`not a number: ${text}`);
  return Number(text);
};

const flavour = values.flavour.toUpperCase().replaceAll('-', '_');
if (flavour !== 'VLLM' && flavour !== 'LLAMA_SERVER')
  throw new Error(`--flavour is VLLM or LLAMA_SERVER, not ${flavour}`);
const server = await fakeInferenceServer({
  flavour: flavour satisfies FakeFlavour,
  port: number(values.port),
  model: values.model,
  adapters: values.adapters.split(',').filter(Boolean),
  slots: number(values.slots),
  mostWaiting: number(values['most-waiting']),
  tokensPerSecond: number(values['tokens-per-second']),
  firstTokenMs: number(values['first-token-ms']),
  contextTokens: number(values['context-tokens']),
  answerTokens: number(values['answer-tokens']),
  apiKey: values['api-key'],
});
if (values.mode) server.setMode(values.mode as never);

const end = (): void => void server.stop().finally(() => process.exit(0));
process.once('SIGTERM', end).once('SIGINT', end);
// However the process that forked it ended, the closed channel tells.
process.once('disconnect', end);
console.log(server.url);
process.send?.({ ready: true, url: server.url });
