/** One preset for all: @swc/jest over TypeScript and over ESM dependencies, which Jest on Node 20 cannot require as they are. */
const preset = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[mc]?[tj]s$': ['@swc/jest', { swcrc: false, ...require('./deploy/dev/swc-jest.json') }],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(?:.*/)?(?:jose|oxc-parser|@oxc-parser|make-fetch-happen|listr2|smol-toml|@fastify)/)',
  ],
  moduleNameMapper: {
    '^@sallyport/domain/testing$': '<rootDir>/libs/domain/src/testing',
    '^@sallyport/analysis/testing$': '<rootDir>/libs/analysis/src/testing',
    '^@sallyport/requirements/testing$': '<rootDir>/libs/requirements/src/testing',
    '^@sallyport/([a-z-]+)$': '<rootDir>/libs/$1/src',
  },
  // Modules run in a context whose global names are slow to look up, and these are looked up everywhere. Not among
  // them: what a test replaces (Date, timers, process) and what packages declare themselves (Buffer).
  sandboxInjectedGlobals: [
    'Array',
    'BigInt',
    'Error',
    'Infinity',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'Reflect',
    'RegExp',
    'Set',
    'String',
    'WeakMap',
    'isNaN',
    'parseInt',
  ],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.sallyport/'],
  rootDir: __dirname,
  // Kept between runs: what was compiled, and how long each file took, so that the longest begin first. The default
  // is below TMPDIR, which `npm test` throws away.
  cacheDirectory: '<rootDir>/.sallyport/jest',
};

const systemSpecs = (names) => names.map((name) => `<rootDir>/test/${name}.spec.ts`);

/** On servers of their own, or on the Docker engine alone: nothing that they do is seen on the shared stack. */
const apart = systemSpecs([
  'faults/dead-parts',
  'flows/detonation-cage',
  'flows/detonation-runs',
  'flows/detonation-theft',
  'flows/scan-offline',
  'flows/second-look',
]);
/** They count on leases of a second being renewed in time, so nothing else may be at work. */
const alone = systemSpecs([
  'faults/freshness',
  'faults/freshness-history',
  'faults/freshness-sabotage',
  'flows/local-decisions',
]);

/** @type {import('jest').Config} */
module.exports = {
  // Machines are shared: a test that waits for a busy one has not failed. Here, since Jest does not listen where a project
  // says so.
  testTimeout: 30_000,
  // What a spec leaves behind is not given back: in a worker that had grown to 1.4 GB the schedules of the registry's
  // law took 120 s of processor time, in a new one 17.
  workerIdleMemoryLimit: '600MB',
  projects: [
    {
      ...preset,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps}/*/src/**/*.spec.ts', '<rootDir>/test/*.spec.ts'],
    },
    {
      ...preset,
      displayName: 'system',
      testMatch: ['<rootDir>/test/{flows,faults}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...apart, ...alone],
    },
    { ...preset, displayName: 'apart', testMatch: apart },
    { ...preset, displayName: 'alone', testMatch: alone },
  ],
};
