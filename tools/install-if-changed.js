import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInForeground } from './foreground.js';

/** The repository's root. */
export const ROOT = resolve(fileURLToPath(import.meta.url), '../..');

const OLDEST_NODE = [20, 19];
const STAMP = join(ROOT, 'node_modules', '.parley-lock-hash');

/** Ends the process with one readable line when this Node is too old to run Parley. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Parley needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}.`);
  process.exit(1);
}

/** Runs `npm ci` when the installed packages are not those of package-lock.json, or were installed for another Node. */
export async function installIfChanged() {
  requireNode();
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted) return;
  console.log('Installing the packages of package-lock.json (npm ci, about half a minute) ...');
  rmSync(STAMP, { force: true });
  const startedAt = Date.now();
  // Under npm the very npm that runs us is used, not another that happens to be first on the path.
  const [program, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const code = await runInForeground(program, [
    ...first,
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) {
    console.error('npm ci failed; nothing was run.');
    process.exit(code);
  }
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(STAMP, `${wanted}\n`);
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

function fingerprint() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  // Native packages differ by machine and by Node's major version, and a clone may be shared by several.
  return [lock, `node${process.versions.node.split('.')[0]}`, process.platform, process.arch].join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(ROOT);
  await installIfChanged();
}
