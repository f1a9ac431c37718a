import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /'((?:PARLEY|OTEL)_\w+|NODE_ENV)'/g;

/**
 * Which variables each process reads, from the sources: `node dist/apps/api/src/main.js` or `... cli/src/main.js migrate`.
 * @param {string} root the repository
 */
export function processVariables(root) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const configuration = text('libs/platform/src/config/config.ts');
  const optional = new Set(
    [...configuration.matchAll(/^ {2}(\w+): (.*),$/gm)]
      .filter(([, , schema]) => /\.default\(|\.optional\(\)|^optional\(/.test(schema))
      .map(([, name]) => name),
  );
  const listed = (list) => {
    const [, names] = new RegExp(`export const ${list} = \\[([^\\]]*)\\]`).exec(configuration) ?? [];
    if (!names) throw new Error(`config.ts has no list ${list}`);
    return namesIn(names);
  };
  const read = (command) => {
    const [, app, word] = /dist\/apps\/(\w+)\/src\/main\.js ?([\w-]*)/.exec(command) ?? [];
    if (app === 'api') return listed('API_VARIABLES');
    if (app === 'worker') return listed('WORKER_VARIABLES');
    if (app === 'cli' && word) return namesIn(text(`apps/cli/src/commands/${word}.ts`));
    throw new Error(`no process is known by the command ${command}`);
  };
  return { read, needed: (command) => new Set([...read(command)].filter((name) => !optional.has(name))) };
}

const namesIn = (text) => new Set([...text.matchAll(NAME)].map(([, name]) => name));
