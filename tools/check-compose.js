import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProblems } from './compose-rules.js';
import { processVariables } from './process-variables.js';

/** Checks docker-compose.yml without Docker: that it parses, hangs together, confines its processes, and holds no secret. */

const ROOT = join(import.meta.dirname, '..');
const compose = load(readFileSync(process.argv[2] ?? join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true });
const problems = composeProblems(compose, processVariables(ROOT));

for (const problem of problems) console.log(`docker-compose.yml: ${problem}`);
console.log(`docker-compose.yml: ${Object.keys(compose.services ?? {}).length} services, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
