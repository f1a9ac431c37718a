import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { runInForeground } from './foreground.js';
import { ROOT } from './install-if-changed.js';

/**
 * Installs, builds and tells the demo's story in a copy of this checkout on a newer Node with npm 12, which runs only the install
 * scripts that package.json names. Both come from the registry. Exit code 77: the registry did not give them, so nothing was tried.
 */

const NODE = 24;
const NPM = 12;
const COULD_NOT_TRY = 77;

const folder = mkdtempSync(join(tmpdir(), 'parley-newer-node-'));
// PostgreSQL runs as an account of its own when root installs, and must reach its files.
chmodSync(folder, 0o755);
try {
  process.exitCode = await tryIt();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tryIt() {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{"private":true}');
  const wanted = [
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${NODE}`,
    `npm@${NPM}`,
  ];
  // The npm that runs us knows the registry; its warning that npm 12 wants a newer Node is what this is about.
  const install = ['install', '--prefix', tools, '--no-audit', '--no-fund', '--no-save', '--loglevel=error', ...wanted];
  if ((await timed(`getting ${wanted.join(' and ')}`, 'npm', install, tools, process.env)) !== 0) {
    console.log(`The registry gave no ${wanted.join(' and ')}: nothing was tried.`);
    return COULD_NOT_TRY;
  }
  const node = join(tools, 'node_modules', wanted[0].split('@')[0], 'bin', 'node');
  const npm = join(tools, 'node_modules/npm/bin/npm-cli.js');
  if (!existsSync(node)) {
    console.log(`${wanted[0]} holds no Node: nothing was tried.`);
    return COULD_NOT_TRY;
  }
  const env = { ...cleanEnvironment(), PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const version = (args) => execFileSync(node, args, { env, encoding: 'utf8' }).trim();
  console.log(`Node ${version(['--version'])} with npm ${version([npm, '--version'])}`);

  const copy = join(folder, 'parley');
  copyTrackedFiles(copy);
  const steps = [
    ['npm ci', [npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']],
    ['npm run build', [npm, 'run', '--silent', 'build']],
    // Not by `npm run demo`, which would install and build once more.
    ['the demo', ['dist/apps/cli/src/main.js', 'demo', '--once', '--fresh']],
  ];
  for (const [what, args] of steps) {
    // The channel's closing ends the demo when this process is killed.
    const code = await timed(what, node, args, copy, env, what === 'the demo');
    if (code !== 0) return 1;
  }
  return 0;
}

async function timed(what, program, args, cwd, env, channel = false) {
  const startedAt = Date.now();
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await runInForeground(program, args, { env, channel, quiet: true });
    console.log(
      `${what}: ${code === 0 ? 'done' : `FAILED with ${code}`} in ${Math.round((Date.now() - startedAt) / 1000)} s`,
    );
    return code;
  } finally {
    process.chdir(before);
  }
}

/** What npm tells its scripts is about the npm and the Node that run us. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE$)/i.test(name)));
}

function copyTrackedFiles(target) {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const name of list.toString().split('\0').filter(Boolean)) {
    // A file that was deleted and not yet committed is still listed.
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(target, name));
  }
}
