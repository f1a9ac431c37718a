import { join } from 'node:path';
import { buildIfChanged } from './build-if-changed.js';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';

// `npm run grader:fit`: writes packs/embedded-grader/head.json anew from packs/rated-responses.
process.chdir(ROOT);
await installIfChanged();
await buildIfChanged();
process.exitCode = await runInForeground(process.execPath, [join(ROOT, 'dist/bench/grader/fit-head.js')]);
