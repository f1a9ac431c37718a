import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '#platform';
import { copyOf, filesSent, instructionsOf } from './dockerfile-instructions.js';
import { ROOT } from './install-if-changed.js';
import { deploy } from './image-deployment.js';

/**
 * Does by hand what Docker would do with the Dockerfile: the same instructions in the same order, in a folder for each stage that starts
 * with nothing but what .dockerignore lets in. Then it runs what docker-compose.yml runs of the image: provision, migrate, api and
 * worker, the last two without root where this is run by root, and demands that they are ready, measured, and end cleanly.
 * It is no container: base image, users of the base image and read-only root file system stay untried. Needs npm's registry and a build.
 */
const NOBODY = 65_534;
const folder = mkdtempSync(join(tmpdir(), 'parley-image-'));
chmodSync(folder, 0o755);
const started = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const image = await replay(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'), sendContext());
  const deployment = await timed('provision and migrate', () => deploy(image.root));
  started.push(deployment.stop);
  for (const app of ['api', 'worker']) await serve(app, image, deployment.environment);
  console.log('image: every instruction and every command ran');
} catch (error) {
  console.log(`image: ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const stop of started.reverse()) await stop();
}
process.exit();

function sendContext() {
  const context = join(folder, 'context');
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  const sent = filesSent(readFileSync(join(ROOT, '.dockerignore'), 'utf8'), files);
  for (const file of sent) {
    mkdirSync(dirname(join(context, file)), { recursive: true });
    cpSync(join(ROOT, file), join(context, file));
  }
  console.log(`image: ${sent.length} of ${files.length} files are sent to the builder`);
  return context;
}

/** @returns the last stage: its working folder, its environment and its command */
async function replay(text, context) {
  const stages = new Map();
  let stage = null;
  for (const { name, rest } of instructionsOf(text)) {
    if (name === 'FROM') {
      const label = / as (\S+)/i.exec(rest)?.[1] ?? String(stages.size);
      stage = { disk: join(folder, label), workdir: '/', env: {}, user: 'root', cmd: [] };
      stages.set(label, stage);
    } else if (name === 'WORKDIR') {
      stage.workdir = rest;
      mkdirSync(join(stage.disk, rest), { recursive: true });
    } else if (name === 'ENV') {
      const [key, value] = rest.split('=');
      stage.env[key] = value;
    } else if (name === 'COPY') {
      const { from, sources, target } = copyOf(rest);
      const source = (path) => (from === null ? join(context, path) : join(stages.get(from).disk, path));
      for (const path of sources) copy(source(path), join(stage.disk, stage.workdir, target), target.endsWith('/'));
    } else if (name === 'RUN') {
      const words = { cwd: join(stage.disk, stage.workdir), env: { ...clean(), ...stage.env } };
      await timed(rest, () => ended(spawn('sh', ['-c', rest], { ...words, stdio: ['ignore', 'ignore', 'pipe'] })));
    } else if (name === 'USER') stage.user = rest;
    else if (name === 'CMD') stage.cmd = JSON.parse(rest);
    else if (name !== 'EXPOSE') throw new Error(`${name} is not replayed`);
  }
  return { ...stage, root: join(stage.disk, stage.workdir) };
}

function copy(source, target, intoFolder) {
  const file = intoFolder ? join(target, source.slice(source.lastIndexOf('/') + 1)) : target;
  // Links between packages must stay inside the image.
  cpSync(source, file, { recursive: true, verbatimSymlinks: true });
}

async function serve(app, image, environment) {
  const command = app === 'api' ? image.cmd : ['node', `dist/apps/${app}/src/main.js`];
  const [port, metricsPort] = [await findFreePort(), await findFreePort()];
  const own = { PARLEY_HTTP_PORT: String(port), PARLEY_METRICS_PORT: String(metricsPort), PARLEY_DRAIN_SECONDS: '0' };
  const account = process.getuid?.() === 0 && image.user !== 'root' ? { uid: NOBODY, gid: NOBODY } : {};
  await timed(`${command.join(' ')}, until it is ready and has ended`, async () => {
    const child = spawn(command[0], command.slice(1), {
      cwd: image.root,
      env: { ...clean(), ...image.env, ...environment, ...own },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    });
    const end = ended(child);
    // Whoever waits for it hears of it below.
    end.catch(() => undefined);
    started.push(() => void child.kill('SIGKILL'));
    const addresses = [`http://127.0.0.1:${metricsPort}/health/ready`, `http://127.0.0.1:${metricsPort}/metrics`];
    if (app === 'api') addresses.push(`http://127.0.0.1:${port}/health/live`, `http://127.0.0.1:${port}/health/ready`);
    for (const address of addresses)
      await Promise.race([
        answers(address),
        end.then(() => Promise.reject(new Error(`it ended before ${address} answered`))),
      ]);
    child.kill('SIGTERM');
    await end;
  });
}

async function answers(address) {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.status === 200) return;
    await delay(100);
  }
  throw new Error(`${address} did not answer with 200`);
}

/** @throws Error with its last words unless it ends with 0 */
async function ended(child) {
  let said = '';
  child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-2_000)));
  const code = child.exitCode ?? (await once(child, 'exit'))[0];
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code ?? child.signalCode}\n${said}`);
}

async function timed(what, work) {
  const startedAt = performance.now();
  const result = await work();
  console.log(`image: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s  ${what}`);
  return result;
}

/** As a container begins: nothing of this machine but the way to programs, and to npm's registry. */
function clean() {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|npm_config_\w+|\w*_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(name),
  );
  return Object.fromEntries(kept.filter(([name]) => !/^npm_config_(local_prefix|prefix|global)/i.test(name)));
}
