import { cruise } from 'dependency-cruiser';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { nameProblems, sizeProblem, tenantNamesExportedBy, wordProblems } from './architecture-text-rules.js';

const FOLDERS = ['apps', 'libs', 'migrations', 'bench', 'faults', 'tools'];

// `--root FOLDER` looks at another tree: the test of these rules seeds violations in one.
const root = resolve(process.argv[2] === '--root' ? process.argv[3] : join(import.meta.dirname, '..'));
const files = FOLDERS.flatMap((folder) => filesUnder(root, folder));
if (files.length === 0) throw new Error(`no sources under ${root}`);

const problems = [...textProblems(), ...(await importProblems())];
for (const { rule, file, line, message, warning } of problems) {
  console.log(`${warning ? 'warning' : 'error'} ${rule} ${file}${line ? `:${line}` : ''} ${message}`);
}
const errors = problems.filter(({ warning }) => !warning).length;
console.log(`${files.length} files, ${errors} violations, ${problems.length - errors} warnings`);
process.exitCode = errors === 0 ? 0 : 1;

function textProblems() {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const platform = files.filter((file) => file.startsWith('libs/platform/'));
  const platformNames = new Set(platform.flatMap((file) => tenantNamesExportedBy(texts.get(file))));
  return files.flatMap((file) => [
    ...sizeProblem(file, texts.get(file)),
    ...nameProblems(file),
    // The tools hold the forbidden words themselves, to look for them.
    ...(file.startsWith('tools/') ? [] : wordProblems(file, texts.get(file), platformNames)),
  ]);
}

async function importProblems() {
  const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  const sources = files.filter((file) => file.endsWith('.ts'));
  const { output } = await cruise(sources, {
    ...options,
    baseDir: root,
    ruleSet: { forbidden },
    validate: true,
    outputType: 'json',
  });
  const { modules, summary } = JSON.parse(output);
  const inner = modules.flatMap(({ dependencies }) => dependencies).filter(({ resolved }) => /^libs\//.test(resolved));
  if (inner.length === 0) throw new Error('no import of a lib was resolved: the rules would pass without looking');
  const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    file: from,
    message: `imports ${to}: ${comments.get(rule.name)}`,
  }));
}

function filesUnder(base, folder) {
  if (!existsSync(join(base, folder))) return [];
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(base, path);
    return /\.[jt]s$/.test(entry.name) ? [path] : [];
  });
}
