import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOLS = import.meta.dirname;
const DIGEST = `sha512-${'A'.repeat(86)}==`;

interface Manifest {
  engines: { node: string };
  dependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
type Entry = Record<string, unknown>;
interface Lock {
  lockfileVersion: number;
  packages: Record<string, Entry>;
}

/** A pair of files that breaks no rule. */
function clean(): { manifest: Manifest; lock: Lock } {
  const dependencies = { alpha: '^1.2.0', native: '2.0.0' };
  return {
    manifest: { engines: { node: '>=20.19.0' }, dependencies, allowScripts: { native: false } },
    lock: {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { ...dependencies } },
        'node_modules/alpha': { version: '1.3.0', integrity: DIGEST, license: 'MIT', engines: { node: '>=18' } },
        'node_modules/alpha/node_modules/beta': { version: '3.0.0', integrity: DIGEST, license: '(GPL-3.0 OR ISC)' },
        'node_modules/native': { version: '2.0.0', integrity: DIGEST, license: 'Apache-2.0', hasInstallScript: true },
        'node_modules/tool': {
          version: '9.0.0',
          integrity: DIGEST,
          license: 'GPL-3.0',
          dev: true,
          engines: { node: '>=24' },
        },
      },
    },
  };
}

const alpha = (lock: Lock): Entry => lock.packages['node_modules/alpha'] as Entry;

const LOCK_FAULTS: [string, (files: ReturnType<typeof clean>) => void, string][] = [
  ['a package without a digest', ({ lock }) => delete alpha(lock).integrity, 'node_modules/alpha: has no sha512'],
  ['a weak digest', ({ lock }) => (alpha(lock).integrity = 'sha1-abc'), 'node_modules/alpha: has no sha512'],
  [
    'a package from elsewhere',
    ({ lock }) => (alpha(lock).resolved = 'git+ssh://git@github.com/a/alpha.git'),
    'node_modules/alpha: comes from git+ssh',
  ],
  ['a linked folder', ({ lock }) => (alpha(lock).link = true), 'node_modules/alpha: is a link'],
  ['a dependency by URL', ({ manifest }) => (manifest.dependencies.alpha = 'https://a.example/a.tgz'), 'no version of'],
  [
    'a changed package.json',
    ({ manifest }) => (manifest.dependencies.alpha = '^1.4.0'),
    'alpha: package.json wants ^1.4.0',
  ],
  ['a dependency that is not locked', ({ manifest }) => (manifest.dependencies.gamma = '1.0.0'), 'gamma: '],
  [
    'an undecided install script',
    ({ manifest }) => delete manifest.allowScripts.native,
    'native: has an install script',
  ],
  ['a decision about nothing', ({ manifest }) => (manifest.allowScripts.alpha = true), 'alpha: is in allowScripts'],
  ['a shipped package for a newer Node', ({ lock }) => (alpha(lock).engines = { node: '>=22' }), 'needs Node >=22'],
  ['another lock file format', ({ lock }) => (lock.lockfileVersion = 1), 'version 1 of the format'],
];

const LICENCE_FAULTS: [string, (files: ReturnType<typeof clean>) => void, string][] = [
  [
    'a licence that is not on the list',
    ({ lock }) => (alpha(lock).license = 'GPL-3.0'),
    'alpha 1.3.0: its licence is GPL-3.0',
  ],
  [
    'one of two that both hold',
    ({ lock }) => (alpha(lock).license = '(MIT AND GPL-3.0)'),
    'alpha 1.3.0: its licence is',
  ],
  ['no licence', ({ lock }) => delete alpha(lock).license, 'alpha 1.3.0: its licence is not known'],
  ['a new version that the page does not name', ({ lock }) => (alpha(lock).version = '1.3.1'), 'not up to date'],
];

describe('what is installed and shipped', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-supply-'));
    await mkdir(join(folder, 'docs'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(tool: string, args: string[], input = ''): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, [join(TOOLS, tool), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }
  async function write(files: ReturnType<typeof clean>): Promise<void> {
    await writeFile(join(folder, 'package.json'), JSON.stringify(files.manifest));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(files.lock));
  }

  it('passes when it is what was reviewed, whatever only development needs', async () => {
    await write(clean());
    expect(await run('check-lockfile.js', ['--root', folder])).toMatchObject({ code: 0 });
    expect(await run('check-licences.js', ['--write', '--root', folder])).toMatchObject({ code: 0 });
    expect(await run('check-licences.js', ['--root', folder])).toMatchObject({ code: 0 });
    const page = await readFile(join(folder, 'docs/licences.md'), 'utf8');
    expect(page).toContain('| beta | 3.0.0 | (GPL-3.0 OR ISC) |');
    expect(page).not.toContain('| tool |');
  });

  it.each(LOCK_FAULTS)('is refused with %s', async (_fault, plant, complaint) => {
    const files = clean();
    plant(files);
    await write(files);
    const { code, output } = await run('check-lockfile.js', ['--root', folder]);
    expect([code, output]).toEqual([1, expect.stringContaining(complaint)]);
  });

  it.each(LICENCE_FAULTS)('is refused with %s', async (_fault, plant, complaint) => {
    await write(clean());
    await run('check-licences.js', ['--write', '--root', folder]);
    const files = clean();
    plant(files);
    await write(files);
    const { code, output } = await run('check-licences.js', ['--root', folder]);
    expect([code, output]).toEqual([1, expect.stringContaining(complaint)]);
  });

  it('looks at the packages of llama.cpp too', async () => {
    await write(clean());
    const packages = { 'node_modules/gamma': { version: '4.0.0', integrity: DIGEST, license: 'SSPL-1.0' } };
    await mkdir(join(folder, 'llama'));
    await writeFile(join(folder, 'llama/package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
    const { code, output } = await run('check-licences.js', ['--write', '--root', folder]);
    await rm(join(folder, 'llama'), { recursive: true });
    expect([code, output]).toEqual([1, expect.stringContaining('gamma 4.0.0: its licence is SSPL-1.0')]);
  });

  it.each([
    [
      'an answer of the registry that it does no audits',
      { message: '405 Method Not Allowed', error: { summary: '' } },
      77,
    ],
    ['an error beside an empty list', { error: { code: 'EAUDITNOPJSON' }, vulnerabilities: {} }, 77],
    ['an audit of nothing', { vulnerabilities: {}, metadata: { dependencies: { total: 0 } } }, 77],
    ['null', null, 77],
    ['a clean audit', { vulnerabilities: {}, metadata: { dependencies: { total: 279 } } }, 0],
    [
      'a finding',
      { vulnerabilities: { a: { name: 'a', severity: 'low', range: '<2' } }, metadata: { dependencies: { total: 9 } } },
      1,
    ],
  ])('takes %s for what it is', async (_answer, answer, code) => {
    const told = await run('read-audit.js', [], JSON.stringify(answer));
    expect(told.code).toBe(code);
    if (code === 77) expect(told.output).toContain('could not be asked');
  });

  it('takes no answer of the registry for one of nothing found', async () => {
    expect(await run('read-audit.js', [], '')).toMatchObject({ code: 77 });
  });
});
