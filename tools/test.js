import { join } from 'node:path';
import { runInForeground } from './foreground.js';
import { installIfChanged, ROOT } from './install-if-changed.js';
import { installLlamaIfChanged } from './install-llama.js';
import { startTestPostgres } from './test-postgres.js';
import { startTestRedis } from './test-redis.js';

// `npm test -- libs/compliance` runs a part: every argument goes to Jest.
process.chdir(ROOT);
await installIfChanged();
const noLlama = await installLlamaIfChanged();
if (noLlama) console.log(`Skipped: the tests of llama.cpp in this process (*.llama.*). ${noLlama}.`);

// With PARLEY_TEST_SUPERUSER_URL set, the tests use that server and make and drop databases of their own in it.
const given = process.env.PARLEY_TEST_SUPERUSER_URL;
const server = given ? { superuserUrl: given, stop: async () => undefined } : await startTestPostgres();
// With PARLEY_TEST_REDIS_URL set, the tests use that server and empty some of its databases.
const givenRedis = process.env.PARLEY_TEST_REDIS_URL;
const redis = givenRedis ? { url: givenRedis, stop: async () => undefined } : await startTestRedis();
if (!redis) {
  console.log('Skipped: the tests of the queue on Redis. There is no redis-server on the PATH (Debian: redis-server).');
}
try {
  const options = [
    ...[process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    // MiB. Each test file loads some thousand modules, and most of what they make is young when it is dropped: a tenth of the time goes to looking.
    '--max-semi-space-size=64',
  ];
  const env = {
    ...process.env,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
    PARLEY_TEST_SUPERUSER_URL: server.superuserUrl,
    ...(redis ? { PARLEY_TEST_REDIS_URL: redis.url } : {}),
  };
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  // At the end: it would take the paths after it for patterns too.
  const leftOut = noLlama ? ['--testPathIgnorePatterns=\\.llama\\.'] : [];
  process.exitCode = await runInForeground(process.execPath, [jest, ...process.argv.slice(2), ...leftOut], { env });
} finally {
  await redis?.stop();
  await server.stop();
}
