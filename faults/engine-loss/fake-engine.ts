import { join } from 'node:path';
import { findFreePort } from '#platform';
import { ROOT, startProgram, type RunningProgram } from '../program.js';

const PROGRAM = join(ROOT, 'libs/testing/src/fake-inference-server/main.ts');
const FROM_SOURCES = ['--conditions=development', '--import', join(ROOT, 'tools/run-typescript.js')];

export interface FakeEngineOptions {
  slots: number;
  /** Of each slot. */
  tokensPerSecond?: number;
  firstTokenMs?: number;
  answerTokens?: number;
}

/** What the fake tells about the requests that came to it. */
export interface SeenByFake {
  running: number;
  waiting: number;
  mostAtOnce: number;
}

/** A fake vLLM in a process of its own, which can be killed and started again at its place. */
export interface FakeEngine {
  readonly url: string;
  /** @param changes what is otherwise than it was */
  start(changes?: Partial<FakeEngineOptions>): Promise<void>;
  kill(): Promise<void>;
  seen(): Promise<SeenByFake>;
}

export async function fakeEngine(options: FakeEngineOptions): Promise<FakeEngine> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let now = options;
  let running: RunningProgram | null = null;
  const engine: FakeEngine = {
    url,
    start: async (changes = {}) => {
      now = { ...now, ...changes };
      const args = argumentsOf(port, now);
      running = await startProgram(PROGRAM, {}, { args, nodeArgs: FROM_SOURCES });
    },
    kill: async () => {
      await running?.kill();
      running = null;
    },
    seen: async () => (await fetch(`${url}/fake/requests`)).json() as Promise<SeenByFake>,
  };
  await engine.start();
  return engine;
}

function argumentsOf(
  port: number,
  { slots, tokensPerSecond, firstTokenMs, answerTokens }: FakeEngineOptions,
): string[] {
  const given = {
    port,
    slots,
    'tokens-per-second': tokensPerSecond,
    'first-token-ms': firstTokenMs,
    'answer-tokens': answerTokens,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}
