import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './foreground.js';
import { ROOT } from './install-if-changed.js';

const STAMP = join(ROOT, 'dist', '.parley-source-hash');
const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'bench',
  'faults',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Builds when the sources are not those that `dist` was made from. Ends the process when the build fails. */
export async function buildIfChanged() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Building ...');
  const startedAt = Date.now();
  // Files of deleted sources must not linger: they would still be found and run.
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const code = await runInForeground(process.execPath, [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
    quiet: true,
  });
  if (code !== 0) {
    console.error('The build failed; nothing was run.');
    process.exit(code);
  }
  writeFileSync(STAMP, wanted);
  console.log(`Built in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesUnder))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(place) {
  if (!existsSync(join(ROOT, place))) return [];
  if (/\.(json|ts)$/.test(place)) return /(spec|e2e-spec)\.ts$/.test(place) ? [] : [place];
  const entries = readdirSync(join(ROOT, place), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) =>
    entry.isDirectory() || /\.(json|ts)$/.test(entry.name) ? filesUnder(`${place}/${entry.name}`) : [],
  );
}
