/**
 * Projects: `unit` compiles with swc to CommonJS in memory, `e2e` drives the built programs,
 * `monitoring` drives them with a real Prometheus and Alertmanager beside them, `api-server` asks a
 * real API server of Kubernetes, which it starts itself, `chart` renders the charts, `cluster`
 * installs them.
 */
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'commonjs' },
};

const shared = {
  setupFiles: ['<rootDir>/test/support/fast-check.ts'],
  transform: { '^.+\\.(t|j)s$': ['@swc/jest', swc] },
  // Only packages published as ESM are compiled; jest cannot load those as they are.
  transformIgnorePatterns: [
    '/node_modules/(?!(@kubernetes|agent-base|jose|jsonpath-plus|oauth4webapi|openid-client|socks-proxy-agent|@nestjs|csv-parse|commander|cookie|entities|hyparquet|hyparquet-compressors|hyparquet-writer|hysnappy)/)',
    '<rootDir>/dist/',
  ],
  moduleNameMapper: {
    '^#(contracts|engine|catalog|model|telemetry|client)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs}/**/*.spec.ts',
        '<rootDir>/test/structure/**/*.spec.ts',
        '<rootDir>/data/**/*.spec.ts',
        '<rootDir>/monitoring/**/*.spec.ts',
      ],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'monitoring',
      testMatch: ['<rootDir>/test/monitoring/**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'api-server',
      testMatch: ['<rootDir>/test/api-server/**/*.spec.ts'],
    },
    { ...shared, displayName: 'chart', testMatch: ['<rootDir>/test/chart/**/*.spec.ts'] },
    { ...shared, displayName: 'cluster', testMatch: ['<rootDir>/test/cluster/**/*.spec.ts'] },
  ],
};
