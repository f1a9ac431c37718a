import './run-typescript.js';

// `npm run compliance:compare -- --cases 1000000 --from 10000`: two evaluators of compliance asked the same, seed by seed.
const { compareMany } = await import('../libs/compliance/test/naive/compare-many.ts');
compareMany(process.argv.slice(2));
