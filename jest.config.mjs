const base = {
  testEnvironment: 'node',
  rootDir: '.',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.porchlight/'],
};

/** Three lanes: unit needs nothing, platform and browser share one running platform (see test/platform). */
export default {
  maxWorkers: 2,
  // Real processes on a busy machine; a test that hangs still ends.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{domain,integrations,database,activities,workflows,apps,admin/src}/**/*.spec.ts'],
    },
    {
      ...base,
      displayName: 'platform',
      testMatch: ['<rootDir>/test/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/test/platform/start.mjs',
      globalTeardown: '<rootDir>/test/platform/stop.mjs',
    },
    {
      ...base,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/*.browser.spec.ts'],
      globalSetup: '<rootDir>/test/platform/start.mjs',
      globalTeardown: '<rootDir>/test/platform/stop.mjs',
    },
  ],
};
