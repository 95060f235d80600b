// One configuration, two projects: what runs on every commit (unit) and what boots the whole platform (e2e).
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Workspaces are tested as sources; the same condition drives the type check.
  testEnvironmentOptions: { customExportConditions: ['bulkhead-source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false },
          target: 'es2024',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Nest is ESM only: a CommonJS library that requires it inside Jest needs it loaded first.
  setupFiles: ['<rootDir>/tools/jest/setup.js'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.bulkhead/', '<rootDir>/.nx/'],
};

export default {
  testTimeout: 30_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services,clients,tools}/**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'e2e',
      globalSetup: '<rootDir>/tools/jest/build.js',
      testMatch: ['<rootDir>/e2e/scenarios/**/*.e2e.ts'],
    },
  ],
};
