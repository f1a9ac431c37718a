import { join } from 'node:path';
import { buildIfChanged } from './build-if-changed.js';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';

// `npm run bench -- graphql-list --json`: every argument goes to the benchmark program.
process.chdir(ROOT);
await installIfChanged();
await buildIfChanged();
const args = [join(ROOT, 'dist/bench/main.js'), ...process.argv.slice(2)];
process.exitCode = await runInForeground(process.execPath, args);
