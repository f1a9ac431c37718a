import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { minVersion, satisfies } from 'semver';

/**
 * Checks that what is installed is what was reviewed: package.json and package-lock.json agree, every package comes from the registry
 * under a digest, no install script runs that is not named, and what ships runs on the oldest Node that we promise.
 */

// `--root FOLDER` looks at another pair of files: the test of these rules plants faults in one.
const root = process.argv[2] === '--root' ? resolve(process.argv[3]) : join(import.meta.dirname, '..');
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const manifest = read('package.json');
const lock = read('package-lock.json');

const REGISTRY = 'https://registry.npmjs.org/';
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
/** A version or a range of the registry: no URL, path, tag or alias. */
const FROM_REGISTRY = /^[\^~]?\d+\.\d+\.\d+(-[\w.]+)?$/;

const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ ...entry, path, name: path.slice(path.lastIndexOf('node_modules/') + 13) }));
const oldestNode = minVersion(manifest.engines.node).version;
const problems = [...manifestProblems(), ...packages.flatMap(packageProblems), ...scriptProblems()];

for (const problem of problems) console.log(problem);
const shipped = packages.filter(({ dev }) => !dev).length;
console.log(
  `package-lock.json: ${packages.length} packages, ${shipped} of them shipped and fit for Node ${oldestNode}, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function manifestProblems() {
  const found = [];
  if (lock.lockfileVersion !== 3) found.push(`package-lock.json: version ${lock.lockfileVersion} of the format, not 3`);
  for (const group of DEPENDENCIES) {
    const wanted = manifest[group] ?? {};
    const locked = lock.packages['']?.[group] ?? {};
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)])) {
      if (wanted[name] !== locked[name])
        found.push(
          `${name}: package.json wants ${wanted[name]}, package-lock.json has ${locked[name]}: run npm install`,
        );
      if (wanted[name] !== undefined && !FROM_REGISTRY.test(wanted[name]))
        found.push(`${name}: ${wanted[name]} is no version of the registry`);
      const installed = lock.packages[`node_modules/${name}`]?.version;
      if (wanted[name] !== undefined && !(installed && satisfies(installed, wanted[name])))
        found.push(`${name}: package.json wants ${wanted[name]}, and ${installed} is locked`);
    }
  }
  return found;
}

function packageProblems({ path, version, resolved, integrity, link, engines, dev }) {
  const found = [];
  if (link) return [`${path}: is a link, not a package of the registry`];
  if (!/^sha512-[\w+/]{86}==$/.test(integrity ?? '')) found.push(`${path}: has no sha512 digest`);
  if (resolved !== undefined && !resolved.startsWith(REGISTRY)) found.push(`${path}: comes from ${resolved}`);
  if (!/^\d+\.\d+\.\d+/.test(version ?? '')) found.push(`${path}: ${version} is no version`);
  if (!dev && engines?.node && !satisfies(oldestNode, engines.node))
    found.push(`${path}: ships, and needs Node ${engines.node}: override it with a version for Node ${oldestNode}`);
  return found;
}

/** Since npm 12 a script runs only when it is named, so a package with one that nobody decided on is half installed. */
function scriptProblems() {
  const decided = manifest.allowScripts ?? {};
  const withScript = new Set(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
  return [
    ...[...withScript]
      .filter((name) => typeof decided[name] !== 'boolean')
      .map((name) => `${name}: has an install script; allowScripts in package.json must say true or false`),
    ...Object.keys(decided)
      .filter((name) => !withScript.has(name))
      .map((name) => `${name}: is in allowScripts of package.json, and has no install script`),
  ];
}
