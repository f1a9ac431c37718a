import { join } from 'node:path';
import { buildIfChanged } from './build-if-changed.js';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';

// `npm run faults -- race --requests 1000000`: every argument goes to the program of the fault runs.
process.chdir(ROOT);
await installIfChanged();
await buildIfChanged();
const args = [join(ROOT, 'dist/faults/main.js'), ...process.argv.slice(2)];
process.exitCode = await runInForeground(process.execPath, args);
