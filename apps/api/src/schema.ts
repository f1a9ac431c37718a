import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { mandateSchemaPage } from '#compliance';
import { buildSchema, printSorted, undescribed } from '#platform';
import { CONTEXTS } from './contexts.js';
import { rolesPage } from './roles-page.js';

/**
 * Writes what integrators and reviewers read of the API: `schema.graphql`, `docs/roles.md` and
 * `docs/mandate.schema.json`. With `--check` it writes nothing and fails when any differs from what the code says. Needs no database
 * and no configuration.
 */
const check = process.argv.includes('--check');
const schema = await buildSchema(CONTEXTS);
const pages = {
  'schema.graphql': printSorted(schema),
  'docs/roles.md': rolesPage(schema),
  'docs/mandate.schema.json': mandateSchemaPage(),
};

const problems = undescribed(schema).map((name) => `${name} has no description`);
for (const [file, text] of Object.entries(pages)) {
  if (!check) writeFileSync(file, text);
  else problems.push(...firstDifference(file, text));
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  if (check) console.error('What is printed is what clients build on. When the change is meant: npm run schema:print');
  process.exitCode = 1;
}

function firstDifference(file: string, text: string): string[] {
  const before = committed(file).split('\n');
  const now = text.split('\n');
  const line = now.findIndex((each, index) => each !== before[index]);
  if (line < 0 && before.length === now.length) return [];
  const at = line < 0 ? now.length : line;
  return [`${file}:${at + 1} differs`, `  committed: ${before[at] ?? '(end)'}`, `  now:       ${now[at] ?? '(end)'}`];
}

function committed(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
