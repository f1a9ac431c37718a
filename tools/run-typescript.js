import { register } from 'node:module';

// `node --import ./tools/run-typescript.js program.ts`: tests start real processes from the sources, without a build.
register('./typescript-hooks.js', import.meta.url);
