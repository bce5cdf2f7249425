/** One preset for all: @swc/jest over TypeScript and over ESM dependencies, which Jest on Node 20 cannot require as they are. */
const preset = {
  testEnvironment: 'node',
  // Machines are shared: a test that waits for a busy one has not failed.
  testTimeout: 30_000,
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
  sandboxInjectedGlobals: ['Array', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.sallyport/'],
  rootDir: __dirname,
};

/** @type {import('jest').Config} */
module.exports = {
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
    },
  ],
};
