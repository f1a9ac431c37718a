import { join } from 'node:path';
import { buildIfChanged } from './build-if-changed.js';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';

// The files named after --import are the reader's, as seen from where they typed the command.
const typedIn = process.env.INIT_CWD ?? process.cwd();
process.chdir(ROOT);
await installIfChanged();
await buildIfChanged();
const args = [join(ROOT, 'dist/apps/cli/src/main.js'), 'demo', ...process.argv.slice(2)];
process.exitCode = await runInForeground(process.execPath, args, {
  channel: true,
  env: { ...process.env, INIT_CWD: typedIn },
});
