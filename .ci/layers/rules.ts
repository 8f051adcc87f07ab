/** Which package may know which: the layers of ARCHITECTURE.md as data. */

export interface PackageRule {
  /** Folder from the root. */
  readonly folder: string;
  /** Packages that its code may import, by their names without the scope. */
  readonly imports: readonly string[];
  /** No file, clock, environment, network or randomness: it can be run on arrays anywhere. */
  readonly pure: boolean;
  /** Never part of the product: its code may read the environment, and no product code may import it. */
  readonly development: boolean;
  /** Folders of its source that do not know each other. */
  readonly islands?: readonly string[];
}

const L0 = ['shapes'];
const L1 = ['normalise', 'linkage', 'identity', 'golden', 'governance'];
const L2 = ['connectors', 'warehouse'];
const L3 = ['orchestrator'];

const pure = (folder: string, imports: readonly string[]): PackageRule => ({ folder, imports, pure: true, development: false });
const worldly = (folder: string, imports: readonly string[], islands: readonly string[] = []): PackageRule => ({
  folder,
  imports,
  pure: false,
  development: false,
  islands,
});
const development = (folder: string, imports: readonly string[]): PackageRule => ({ folder, imports, pure: false, development: true });

export const PACKAGES: Readonly<Record<string, PackageRule>> = {
  shapes: pure('packages/shapes', []),
  normalise: pure('packages/normalise', L0),
  linkage: pure('packages/linkage', L0),
  identity: pure('packages/identity', L0),
  golden: pure('packages/golden', L0),
  governance: pure('packages/governance', L0),
  connectors: worldly('packages/connectors', L0, [
    'folder',
    'sftp',
    'azure',
    'https',
    'postgres',
    'csv',
    'json',
    'xml',
    'xlsx',
    'zip',
    'parquet',
  ]),
  warehouse: worldly('packages/warehouse', L0),
  orchestrator: worldly('packages/orchestrator', [...L0, ...L1, ...L2]),
  cli: worldly('packages/cli', [...L0, ...L1, ...L2, ...L3]),
  console: worldly('packages/console', [...L0, 'governance', 'warehouse', ...L3]),
  pipelines: pure('pipelines', L0),
  fixtures: development('fixtures', L0),
  'test-kit': development('packages/test-kit', [...L0, ...L1, ...L2, ...L3, 'fixtures']),
  bench: development('packages/bench', [...L0, ...L1, ...L2, ...L3, 'cli', 'fixtures', 'test-kit']),
};

/** What tests may import beside what the code beside them may. */
export const TEST_IMPORTS = ['test-kit', 'fixtures'];
/** Packages whose tests run whole nights, and so may know all of the product. */
export const END_TO_END = ['pipelines', 'test-kit', 'bench', 'orchestrator', 'cli'];

/** The only packages of the product that read the environment. */
export const READS_ENVIRONMENT = ['cli', 'console'];

/** What pure packages may use of Node. */
export const PURE_BUILTINS = ['node:crypto'];

/** Expressions that reach outside, or give another answer each time. */
export const IMPURE = [
  'process',
  'fetch',
  'performance',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Date.now',
  'new Date()',
  'Math.random',
  'crypto.getRandomValues',
  'crypto.randomUUID',
];

/** Methods whose answer hangs on the machine's language. The product orders by code points. */
export const LOCALE_BOUND = [
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleUpperCase',
  'toLocaleLowerCase',
];
