import { join } from 'node:path';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';
import { startTestPostgres } from './test-postgres.js';

// `npm test -- libs/compliance` runs a part: every argument goes to Jest.
process.chdir(ROOT);
await installIfChanged();

// With PARLEY_TEST_SUPERUSER_URL set, the tests use that server and make and drop databases of their own in it.
const given = process.env.PARLEY_TEST_SUPERUSER_URL;
const server = given ? { superuserUrl: given, stop: async () => undefined } : await startTestPostgres();
try {
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const env = {
    ...process.env,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
    PARLEY_TEST_SUPERUSER_URL: server.superuserUrl,
  };
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  process.exitCode = await runInForeground(process.execPath, [jest, ...process.argv.slice(2)], { env });
} finally {
  await server.stop();
}
