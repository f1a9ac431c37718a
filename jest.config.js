/** Jest runs the TypeScript sources directly: the `development` condition of package.json#imports points at them. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'development'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // On Node 20 @fastify/static pulls in packages that Jest's ESM loader refuses; GraphiQL and static files are not served in tests.
    '^@fastify/static$': '<rootDir>/libs/testing/src/empty-module.ts',
  },
  testMatch: ['<rootDir>/{apps,libs,migrations,tools}/**/*.{spec,e2e-spec}.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.parley'],
  testSequencer: '<rootDir>/tools/slowest-first.js',
  maxWorkers: 2,
  // ES modules stay in memory after the tests that loaded them: a worker that has grown so far begins anew.
  workerIdleMemoryLimit: '2GB',
  testTimeout: 60_000,
};
