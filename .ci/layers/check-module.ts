import { posix } from 'node:path';
import { END_TO_END, IMPURE, LOCALE_BOUND, PACKAGES, type PackageRule, PURE_BUILTINS, READS_ENVIRONMENT, TEST_IMPORTS } from './rules.ts';
import { type Use, usesOf } from './uses-of.ts';

const SCOPE = '@golden-thread/';
const TEST_FILE = /\.(?:deep\.)?test\.ts$|\.fixture\.ts$|\.setup\.ts$|(?:^|\/)(?:test-support|testing)\//;

/** What a package's own package.json says. */
export interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

export interface Module {
  readonly package: string;
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface House {
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Development dependencies of the root, which tests may use. */
  readonly rootDevDependencies: ReadonlySet<string>;
}

export const isTest = (path: string): boolean => TEST_FILE.test(path);

/** What one module imports or touches against the layers, each as `path:line: words`. */
export function checkModule(module: Module, house: House): readonly string[] {
  const rule = PACKAGES[module.package];
  if (rule === undefined) return [`${module.path}:1: '${module.package}' has no place in the layers; give it one in .ci/layers/rules.ts`];
  const { imports, globals, members } = usesOf(module.path, module.text);
  const test = isTest(module.path);
  const found = imports.map((use) => [use, wrongImport(use.what, module, rule, house, test)] as const);
  if (!test) {
    for (const use of globals) found.push([use, wrongGlobal(use, module, rule)]);
    for (const use of members) found.push([use, wrongMember(use, rule)]);
  }
  return found.flatMap(([use, words]) => (words === null ? [] : [`${module.path}:${use.line}: ${words}`]));
}

/** What a package.json names against the layers. */
export function checkManifest(name: string, manifest: Manifest): readonly string[] {
  const rule = PACKAGES[name];
  if (rule === undefined) return [];
  const wrong = [...manifest.dependencies].filter(
    (dependency) => dependency.startsWith(SCOPE) && !rule.imports.includes(dependency.slice(SCOPE.length)),
  );
  return wrong.map((dependency) => `${rule.folder}/package.json: ${name} may not depend on ${dependency}`);
}

function wrongImport(specifier: string, module: Module, rule: PackageRule, house: House, test: boolean): string | null {
  if (specifier === '(computed)') return rule.pure ? 'a pure package loads nothing by a computed name' : null;
  if (specifier.startsWith('.')) return wrongRelative(specifier, module, rule);
  if (specifier.startsWith(SCOPE)) return wrongPackage(specifier.slice(SCOPE.length), module, rule, house, test);
  if (specifier.startsWith('node:'))
    return rule.pure && !test && !PURE_BUILTINS.includes(specifier) ? `a pure package may not use ${specifier}` : null;
  return undeclared(externalName(specifier), module, house, test);
}

function wrongRelative(specifier: string, module: Module, rule: PackageRule): string | null {
  const target = posix.join(posix.dirname(module.path), specifier);
  if (!target.startsWith(`${rule.folder}/`)) return `'${specifier}' leaves the package; import it as ${SCOPE}…`;
  if (!/\.(?:ts|json)$/.test(specifier)) return `'${specifier}' does not name its file; end it in .ts`;
  const island = (path: string) => rule.islands?.find((name) => path.startsWith(`${rule.folder}/src/${name}/`));
  const from = island(module.path);
  const to = island(target);
  return from !== undefined && to !== undefined && from !== to ? `${from}/ and ${to}/ do not know each other` : null;
}

function wrongPackage(specifier: string, module: Module, rule: PackageRule, house: House, test: boolean): string | null {
  const [name = '', ...rest] = specifier.split('/');
  const endToEnd = test && END_TO_END.includes(module.package);
  const allowed =
    name === module.package || rule.imports.includes(name) || (test && TEST_IMPORTS.includes(name)) || (endToEnd && name !== 'bench');
  if (!allowed) return `${module.package} may not import ${SCOPE}${name}`;
  const manifest = house.manifests.get(name);
  if (manifest === undefined) return `there is no package ${SCOPE}${name}`;
  if (manifest.exports[`./${rest.join('/')}`] === undefined) return `${SCOPE}${specifier} is not among the exports of ${name}`;
  return name === module.package ? null : undeclared(SCOPE + name, module, house, test);
}

function undeclared(name: string, module: Module, house: House, test: boolean): string | null {
  const manifest = house.manifests.get(module.package);
  const declared =
    manifest?.dependencies.has(name) ||
    ((test || PACKAGES[module.package]?.development) && (manifest?.devDependencies.has(name) || house.rootDevDependencies.has(name)));
  return declared ? null : `${name} is not among the ${test ? '' : 'production '}dependencies of ${module.package}`;
}

function wrongGlobal(use: Use, module: Module, rule: PackageRule): string | null {
  if (use.what === 'process.env' && !rule.development && !READS_ENVIRONMENT.includes(module.package))
    return 'only cli reads process.env; take the value as an argument';
  return rule.pure && IMPURE.includes(use.what) ? `a pure package may not use ${use.what}; take it as an argument` : null;
}

function wrongMember(use: Use, rule: PackageRule): string | null {
  return !rule.development && LOCALE_BOUND.includes(use.what)
    ? `${use.what} hangs on the machine's language; order and spell by code points`
    : null;
}

const externalName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
