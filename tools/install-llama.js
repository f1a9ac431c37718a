import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './install-if-changed.js';

/**
 * Installs llama/ for engines in the worker's own process: node-llama-cpp with the CPU binary of this machine, nothing for a GPU, no
 * install scripts, all by the digests of llama/package-lock.json. `--lock` writes that lock anew after a change of llama/package.json.
 *
 * A plain `npm ci` in llama/ would do neither: npm takes a binary for CUDA, for Vulkan and for other machines too (725 MB), or with
 * `--omit=optional` none at all. So the project that is installed, in llama/installed, is derived here: the same packages with the one
 * binary as a dependency of its own.
 */

const LLAMA = join(ROOT, 'llama');
const INSTALLED = join(LLAMA, 'installed');
const STAMP = join(INSTALLED, '.lock-hash');
const SCOPE = '@node-llama-cpp/';
/** Binaries without a GPU, by Node's names of platform and processor. */
const CPU_BINARIES = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

const read = (name) => JSON.parse(readFileSync(join(LLAMA, name), 'utf8'));
const write = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 13);

/**
 * @returns {Promise<string | undefined>} why it could not be installed, in one line; undefined when it is
 */
export async function installLlamaIfChanged() {
  const machine = `${process.platform}-${process.arch}`;
  const lock = read('package-lock.json');
  const binary = `${SCOPE}${CPU_BINARIES[machine]}`;
  if (!lock.packages[`node_modules/${binary}`]) return `llama/package-lock.json has no binary for ${machine}`;
  const project = derived(read('package.json'), lock, binary);
  const wanted = createHash('sha256').update(JSON.stringify(project)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted) return undefined;

  console.log('Installing llama.cpp of llama/package-lock.json (85 MB, npm ci, some seconds) ...');
  rmSync(STAMP, { force: true });
  mkdirSync(INSTALLED, { recursive: true });
  write(join(INSTALLED, 'package.json'), project.manifest);
  write(join(INSTALLED, 'package-lock.json'), project.lock);
  const problem = await npm(['ci', '--omit=optional', '--ignore-scripts', '--fetch-retries=1'], INSTALLED);
  if (problem) return problem;
  writeFileSync(STAMP, `${wanted}\n`);
  return undefined;
}

/** The project with the one binary, and with no edge to what is optional: npm would look for the missing ends of them. */
function derived(manifest, lock, binary) {
  const { version } = lock.packages[`node_modules/${binary}`];
  const packages = Object.entries(lock.packages)
    .filter(([path, { optional }]) => !optional || nameOf(path) === binary)
    .map(([path, { optional: _optional, optionalDependencies: _edges, ...entry }]) => [path, entry]);
  const dependencies = { ...manifest.dependencies, [binary]: version };
  const [, root] = packages.find(([path]) => path === '');
  root.dependencies = dependencies;
  // A name of its own: Jest looks at every package.json below the root.
  const name = `${manifest.name}-installed`;
  root.name = name;
  return {
    manifest: { ...manifest, name, dependencies },
    lock: { ...lock, name, packages: Object.fromEntries(packages) },
  };
}

/** What the registry has for a GPU is not locked: nobody may come by it, and its licences are other ones. */
async function writeLock() {
  rmSync(join(LLAMA, 'package-lock.json'), { force: true });
  const problem = await npm(['install', '--package-lock-only', '--ignore-scripts'], LLAMA);
  if (problem) throw new Error(problem);
  const lock = read('package-lock.json');
  const kept = new Set(Object.values(CPU_BINARIES).map((name) => SCOPE + name));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.optional && !kept.has(nameOf(path))) delete lock.packages[path];
  }
  for (const entry of Object.values(lock.packages)) {
    const edges = Object.entries(entry.optionalDependencies ?? {}).filter(
      ([name]) => lock.packages[`node_modules/${name}`],
    );
    if (edges.length > 0) entry.optionalDependencies = Object.fromEntries(edges);
    else delete entry.optionalDependencies;
  }
  write(join(LLAMA, 'package-lock.json'), lock);
}

/** @returns {Promise<string | undefined>} npm's own words when it failed, the first line of them */
async function npm(args, cwd) {
  const [program, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const child = spawn(program, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk) => (told += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  if (code === 0) return undefined;
  const line = told.split('\n').find((one) => /^npm error (?!code|errno|syscall)\S/.test(one));
  return `npm ${args[0]} failed${line ? `: ${line.slice('npm error '.length)}` : ` with ${code}`}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--lock')) await writeLock();
  const problem = await installLlamaIfChanged();
  if (problem) {
    console.error(`llama.cpp is not installed: ${problem}`);
    process.exitCode = 1;
  } else {
    console.log(`llama.cpp is installed in ${INSTALLED}`);
  }
}
