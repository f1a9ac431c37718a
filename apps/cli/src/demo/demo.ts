import { join } from 'node:path';
import { findFreePort, startEmbeddedPostgres, type EmbeddedPostgres } from '#platform';
import pc from 'picocolors';
import { runCommand, startProcess, type DeploymentProcess } from './child-process.js';
import type { DemoOptions, Story } from './demo-context.js';
import type { DemoError } from './demo-error.js';
import { deploymentEnvironment, findRoot, openDemoData, type DemoData } from './demo-data.js';
import { endLeftovers, recordProcesses } from './leftovers.js';
import { lockDemo } from './lock-file.js';

const COMPILED_APPS = join(import.meta.dirname, '../../..');

/** The demo was asked to end: by Ctrl-C, a signal, or the death of the process that started it. */
class Interrupted extends Error {}

/**
 * Starts a whole deployment of its own, tells the story on it, and keeps serving until it is asked to end.
 * @returns the exit code
 * @throws DemoError with a line for the reader
 */
export async function runDemo(options: DemoOptions, story: Story): Promise<number> {
  const root = findRoot(import.meta.dirname);
  const lock = await lockDemo(join(root, '.parley', 'demo.lock'));
  const end = new AbortController();
  const stopListening = listenForTheEnd(end);
  const started: { stop(): Promise<void> }[] = [{ stop: () => lock.release() }];
  let serving = false;
  try {
    const { data, failure, context } = await deploy(root, options, end.signal, started);
    if (end.signal.aborted) throw new Interrupted();
    await untilEnd(Promise.race([story(context), failure.then((error) => Promise.reject(error))]), end.signal);
    await data.save({ toldAt: data.settings.toldAt ?? new Date().toISOString() });
    if (options.once) return 0;
    serving = true;
    console.log(
      `\n${pc.bold('Parley keeps serving')} at ${context.apiUrl}. Ctrl-C ends it; its data stays in .parley/demo.`,
    );
    await untilEnd(
      failure.then((error) => Promise.reject(error)),
      end.signal,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return serving ? 0 : 130;
  } finally {
    end.abort();
    console.log(pc.dim('Stopping what the demo started ...'));
    for (const part of started.reverse()) await part.stop();
    stopListening();
  }
}

/** Starts everything in order; what was started is noted at once in `started`, also when a later step fails. */
async function deploy(root: string, options: DemoOptions, signal: AbortSignal, started: { stop(): Promise<void> }[]) {
  const folder = join(root, '.parley', 'demo');
  const children = join(folder, 'processes.json');
  await endLeftovers(children);
  const data = await openDemoData(folder, options.fresh);
  const firstRun = data.settings.toldAt === null;
  if (!firstRun) {
    console.log(`The data of ${data.settings.toldAt?.slice(0, 10)} is kept. To start over: npm run demo -- --fresh`);
  }

  const postgres = await step('Starting PostgreSQL', signal, () => startPostgres(data));
  started.push(postgres);
  await data.save({ postgresPort: postgres.port, apiPort: await findFreePort(data.settings.apiPort) });
  const environment = deploymentEnvironment(data, postgres.superuserUrl);

  const cli = join(COMPILED_APPS, 'cli/src/main.js');
  await step('Making roles and databases', signal, () => runCommand(cli, ['provision'], environment));
  await step('Bringing the databases up to date', signal, () => runCommand(cli, ['migrate'], environment));

  const processes: DeploymentProcess[] = [];
  for (const name of ['api', 'worker'] as const) {
    const plan = { name, entry: join(COMPILED_APPS, `${name}/src/main.js`), logFile: join(folder, `${name}.log`) };
    const child = await step(`Starting the ${name}`, signal, () =>
      startProcess({ ...plan, environment: only(environment, name) }),
    );
    processes.push(child);
    started.push(child);
    await recordProcesses(children, processes);
  }
  const failure: Promise<DemoError> = Promise.race(processes.map(({ failed }) => failed));
  const context = {
    apiUrl: `http://127.0.0.1:${data.settings.apiPort}`,
    environment,
    folder,
    root,
    firstRun,
    importFiles: options.importFiles,
    signal,
  };
  return { data, failure, context };
}

async function startPostgres(data: DemoData): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir: join(data.folder, 'postgres'),
    port: data.settings.postgresPort || undefined,
  });
}

/** No process is given the password of a role that it does not need. */
function only(environment: Record<string, string>, app: 'api' | 'worker'): Record<string, string> {
  const others = ['PARLEY_SUPERUSER_DATABASE_URL', 'PARLEY_OWNER_DATABASE_URL', 'PARLEY_LIBRARIAN_DATABASE_URL'];
  const foreign = {
    api: ['PARLEY_WORKER_DATABASE_URL', 'PARLEY_RELAY_DATABASE_URL'],
    worker: ['PARLEY_DATABASE_URL', 'PARLEY_OPERATOR_DATABASE_URL'],
  }[app];
  return Object.fromEntries(Object.entries(environment).filter(([name]) => ![...others, ...foreign].includes(name)));
}

async function step<T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new Interrupted();
  const startedAt = performance.now();
  process.stdout.write(`${what} ... `);
  const result = await work();
  console.log(pc.dim(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`));
  return result;
}

/** Rejects as soon as the end is asked for, whatever `work` is still waiting for. */
async function untilEnd<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const interrupt = () => reject(new Interrupted());
    if (signal.aborted) return interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    work.then(resolve, reject);
  });
}

function listenForTheEnd(end: AbortController): () => void {
  const ask = () => end.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, ask);
  // The channel to tools/demo.js closes when that process is killed.
  process.on('disconnect', ask);
  // After that the terminal may be gone too, and a line that nobody reads must not stop the stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return () => {
    for (const signal of signals) process.off(signal, ask);
    process.off('disconnect', ask);
  };
}
