/** The import rules of docs/architecture.md. Run by tools/check-architecture.js, which adds the rules about names, words and sizes. */

// A lib may import any lib above it, never one below.
const ORDER = [
  'platform',
  'identity',
  'agencies',
  'slm',
  'curricula',
  'trainees',
  'sessions',
  'scoring',
  'compliance',
  'edge-sync',
  'integrations',
];

const TESTS = '\\.(spec|e2e-spec)\\.ts$|^libs/testing/|^(apps|libs)/[^/]+/test/';

/** A package, whether or not it could be resolved. */
const npmPackage = (name) => `(^|/)node_modules/${name}/|^${name}(/|$)`;

const downward = ORDER.slice(0, -1).map((lib, index) => ({
  name: 'import-order',
  comment: `${lib} may import only the libs above it in the list; what must flow downwards is an event`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: TESTS },
  to: { path: `^libs/(${ORDER.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'known-lib',
      comment: 'a new lib needs its place in the order of .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${[...ORDER, 'testing'].join('|')})/` },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'a cycle hides which file depends on which',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-through-the-index',
      comment: 'another context is imported as #context',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/$1/|^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'only-through-the-index',
      comment: 'a context is imported as #context',
      severity: 'error',
      from: { path: '^(apps|migrations|bench|faults|tools)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'no-app-from-a-lib',
      comment: 'apps assemble libs, never the other way',
      severity: 'error',
      from: { path: '^(libs|migrations)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'a migration must mean the same in ten years, whatever the code has become',
      severity: 'error',
      from: { path: '^migrations/', pathNot: TESTS },
      to: { path: '^(libs|apps)/' },
    },
    {
      name: 'no-migrations-from-a-lib',
      comment: 'the app hands the migrations over',
      severity: 'error',
      from: { path: '^libs/', pathNot: TESTS },
      to: { path: '^migrations/' },
    },
    {
      name: 'testing-only-from-tests',
      comment: 'libs/testing is not part of the product',
      severity: 'error',
      from: { path: '^(apps|libs|migrations|bench|faults)/', pathNot: TESTS },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-tests-from-product',
      comment: 'a spec exports nothing',
      severity: 'error',
      from: {},
      to: { path: '\\.(spec|e2e-spec)\\.ts$' },
    },
    {
      name: 'database-only-in-platform',
      comment:
        'the agency reaches the database through tenantDb alone; a baseline of bench/ is what would be written without it',
      severity: 'error',
      from: { path: '^(apps|libs|bench|faults)/', pathNot: `^libs/platform/|^bench/.+/bare-|${TESTS}` },
      to: { path: [npmPackage('pg'), npmPackage('@nestjs/typeorm')] },
    },
    {
      name: 'typeorm-only-in-entities',
      comment: 'entities use its decorators; everything else goes through the transaction of #platform',
      severity: 'error',
      from: { path: '^(apps|libs|bench|faults)/', pathNot: `^libs/platform/|\\.entity\\.ts$|${TESTS}` },
      to: { path: npmPackage('typeorm') },
    },
    {
      name: 'no-unresolvable',
      comment: 'an import that resolves to nothing would pass every other rule',
      severity: 'error',
      from: { path: '^(apps|libs|migrations|bench|faults)/' },
      to: { couldNotResolve: true, path: '^[.#]' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^\\.parley/' },
    // A type that is imported is a dependency too, although nothing of it is left after compilation.
    tsPreCompilationDeps: true,
    // Without the condition `development` an import like #platform leads to dist, where no rule looks, and everything passes.
    enhancedResolveOptions: {
      conditionNames: ['development', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
