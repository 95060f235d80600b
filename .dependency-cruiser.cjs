// THE LAW: which way imports may point. Default deny: each ring lists what it may import; everything else is an error.
// Rings: core <- engine, contracts, platform <- services, clients <- e2e. Tried by tools/arch/src/law.spec.ts.
const npm = (...names) => `^node_modules/(${names.join('|')})(/|$)`;
const ring = (name) => `^libs/${name}/`;

const BUILT_INS =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|dgram|diagnostics_channel|dns|events|fs|http|http2|https|module|net|os|path|perf_hooks|process|readline|sqlite|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(/|$)';
const PURE = npm(
  'zod',
  'yaml',
  'semver',
  '@types/semver',
  'packageurl-js',
  'spdx-expression-parse',
  '@marcbachmann/cel-js',
  '@bufbuild/re2',
  '@open-policy-agent/opa-wasm',
);
const PARSERS = npm('zod', 'yaml', 'smol-toml');
const FRAMEWORKS = 'node_modules/(@nestjs|@apollo|mongoose|mongodb|kafkajs|graphql|pino|rxjs)(/|$)';
const NODE_TYPES = npm('@types/node');
const TEST_ONLY = '\\.(spec|suite)\\.ts$';

/** Files of one ring import nothing but what is listed (specs are freer: see `tests-may`). */
const allow = (name, comment, path, permitted) => ({
  name,
  comment,
  severity: 'error',
  from: { path, pathNot: [TEST_ONLY] },
  to: { pathNot: [...permitted, NODE_TYPES] },
});
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const TEST_TOOLS = npm(
  '@jest/globals',
  '@types/jest',
  'jest',
  'fast-check',
  'graphql-http',
  'testcontainers',
  '@testcontainers',
  'autocannon',
  '@jest',
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'two files that need each other are one file, or need a third', {}, { circular: true }),
    rule('resolvable', 'what is imported must exist', { pathNot: ['/generated/'] }, { couldNotResolve: true }),
    allow(
      'core-is-pure',
      'core imports core, the short list of pure packages, and node:crypto for digests',
      '^libs/core/',
      [ring('core'), PURE, '^(node:)?crypto$'],
    ),
    allow('engine-knows-core', 'engine imports core, engine, built-ins, pure parsers and the logger', '^libs/engine/', [
      ring('core'),
      ring('engine'),
      '^libs/platform/logging/',
      BUILT_INS,
      PARSERS,
    ]),
    allow('contracts-know-base', 'contracts import core/base and zod', '^libs/contracts/', [
      '^libs/core/base/',
      '^libs/contracts/',
      npm('zod'),
    ]),
    allow('platform-knows-core', 'platform takes any contract by shape and knows none', '^libs/platform/', [
      ring('core'),
      ring('platform'),
      BUILT_INS,
      '^node_modules/',
    ]),
    allow(
      'embedded-stands-alone',
      'an embedded engine is a server: nothing of ours but the words of core/base',
      '^libs/embedded/',
      ['^libs/core/base/', '^libs/embedded/', BUILT_INS, npm('bson', 'mingo')],
    ),
    allow('testing-knows-what-it-fakes', 'fakes and engines for specs', '^libs/testing/', [
      ring('(core|engine|contracts|platform|embedded|testing)'),
      BUILT_INS,
      TEST_TOOLS,
      npm('mongoose', 'kafkajs', 'zod'),
    ]),
    allow('services-look-inward', 'a service imports core, engine, contracts, platform and itself', '^services/', [
      ring('(core|engine|contracts|platform)'),
      '^services/',
      BUILT_INS,
      '^node_modules/',
    ]),
    rule(
      'services-never-sideways',
      'services meet in events and in the graph',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    allow('clients-stay-small', 'agent and cli run on foreign machines: no Nest, no Mongo, no Kafka', '^clients/', [
      ring('(core|engine|contracts)'),
      '^libs/platform/(config|logging|telemetry)/',
      '^clients/',
      BUILT_INS,
      npm('zod', 'yaml', 'ajv', 'ajv-formats', 'cli-progress', '@types/cli-progress'),
    ]),
    rule(
      'clients-never-sideways',
      'a client knows no other client',
      { path: '^clients/([^/]+)/' },
      { path: '^clients/', pathNot: '^clients/$1/' },
    ),
    rule(
      'nobody-imports-e2e-or-tools',
      'only e2e may use tools/stack',
      { path: '^(libs|services|clients)/' },
      { path: '^(e2e|tools)/' },
    ),
    rule(
      'through-the-front-door',
      'a package is what its index.ts exports',
      {
        path: '^(libs/(?:core|engine|platform|embedded)/[^/]+|libs/(?:contracts|testing)|services/[^/]+|clients/[^/]+|e2e|tools/[^/]+)/',
      },
      {
        path: '^(libs/((core|engine|platform|embedded)/[^/]+|contracts|testing)|services/[^/]+|clients/[^/]+)/src/',
        pathNot: ['^$1/', '/src/index\\.ts$'],
      },
    ),
    rule(
      'suffix-tells-imports',
      'x.ts, x.ports.ts and x.service.ts of a noun know no framework',
      {
        path: '^services/[^/]+/src/[^/]+/[a-z0-9-]+(\\.(service|ports))?\\.ts$',
        pathNot: ['/(main|config|index)\\.ts$', '/generated/'],
      },
      { path: FRAMEWORKS },
    ),
    rule(
      'kafkajs-has-one-door',
      'the way out of kafkajs is one package wide',
      { path: '^(libs|services|clients|tools)', pathNot: ['^libs/platform/messaging/', '^tools/bench/', TEST_ONLY] },
      { path: npm('kafkajs') },
    ),
    rule(
      'testing-is-for-tests',
      'fakes never ship',
      { path: '^(libs|services|clients)', pathNot: [TEST_ONLY, '^libs/testing'] },
      { path: '^libs/testing' },
    ),
    rule(
      'test-tools-are-for-tests',
      'no test library in shipped code',
      { path: '^(libs|services|clients)', pathNot: [TEST_ONLY, '^libs/testing'] },
      { path: TEST_TOOLS },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated/ignored)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['bulkhead-source', 'import', 'types', 'node', 'default'],
    },
  },
};
