import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Checks docker-compose.yml without Docker: that it parses, hangs together, and holds no secret. */

const ROOT = join(import.meta.dirname, '..');
const compose = load(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'));
const configuration = readFileSync(join(ROOT, 'libs/platform/src/config/config.ts'), 'utf8');
const known = new Set(configuration.match(/\bPARLEY_\w+/g));
const problems = [];

for (const name of ['postgres', 'redis', 'provision', 'migrate', 'api', 'worker']) {
  if (!compose.services?.[name]) problems.push(`there is no service ${name}`);
}
for (const [name, service] of Object.entries(compose.services ?? {})) {
  if (!/:[^:]+$/.test(service.image ?? '') || /:latest$/.test(service.image))
    problems.push(`${name}: its image has no version`);
  for (const other of Object.keys(service.depends_on ?? {})) {
    if (!compose.services[other]) problems.push(`${name} waits for ${other}, which is no service`);
    const { condition } = service.depends_on[other];
    if (condition === 'service_healthy' && !compose.services[other]?.healthcheck)
      problems.push(`${name}: ${other} has no health check`);
  }
  for (const [variable, value] of Object.entries(service.environment ?? {})) {
    if (service.build && !known.has(variable)) problems.push(`${name}: no process reads ${variable}`);
    const secret = /PASSWORD|KEY|SECRET/.test(variable) ? value : /:\/\/[^:@/]*:(.+)@/.exec(value)?.[1];
    if (secret && !/^\$\{\w+(:[?][^}]*)?\}$/.test(secret))
      problems.push(`${name}: ${variable} holds a secret in clear`);
  }
  for (const volume of service.volumes ?? []) {
    const source = String(volume).split(':')[0];
    if (/^\w/.test(source) && !(source in (compose.volumes ?? {})))
      problems.push(`${name}: volume ${source} is not declared`);
  }
}
const redis = String(compose.services?.redis?.command);
for (const setting of ['--appendonly yes', '--maxmemory-policy noeviction']) {
  if (!redis.includes(setting)) problems.push(`redis runs without ${setting}`);
}

for (const problem of problems) console.log(`docker-compose.yml: ${problem}`);
console.log(`docker-compose.yml: ${Object.keys(compose.services ?? {}).length} services, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
