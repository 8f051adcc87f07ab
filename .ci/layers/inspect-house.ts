import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest, checkModule, type House, type Manifest } from './check-module.ts';
import { PACKAGES } from './rules.ts';

export interface Inspection {
  /** Modules that were read, by package. */
  readonly modules: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
}

/** Reads every module of every package under a root and holds it against the layers. */
export function inspectHouse(root: string): Inspection {
  const present = Object.entries(PACKAGES).filter(([, rule]) => existsSync(join(root, rule.folder, 'package.json')));
  const house: House = {
    manifests: new Map(present.map(([name, rule]) => [name, manifestOf(join(root, rule.folder, 'package.json'))])),
    rootDevDependencies: manifestOf(join(root, 'package.json')).devDependencies,
  };
  const modules: Record<string, number> = {};
  const findings: string[] = [];
  for (const folder of globSync('packages/*/package.json', { cwd: root })) {
    const name = folder.split(/[/\\]/)[1] ?? '';
    if (PACKAGES[name]?.folder !== `packages/${name}`)
      findings.push(`packages/${name}: it has no place in the layers; give it one in .ci/layers/rules.ts`);
  }
  for (const [name, rule] of present) {
    const manifest = house.manifests.get(name);
    if (manifest !== undefined) findings.push(...checkManifest(name, manifest));
    const paths = globSync('**/*.ts', { cwd: join(root, rule.folder), exclude: ['**/node_modules/**', '*.config.ts'] });
    modules[name] = paths.length;
    for (const path of paths.sort()) {
      const fromRoot = `${rule.folder}/${path.replaceAll('\\', '/')}`;
      findings.push(...checkModule({ package: name, path: fromRoot, text: readFileSync(join(root, fromRoot), 'utf8') }, house));
    }
  }
  return { modules, findings };
}

function manifestOf(path: string): Manifest {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const names = (...members: string[]) => new Set(members.flatMap((member) => Object.keys(memberOf(manifest, member))));
  const exported = Object.entries(memberOf(manifest, 'exports')).map(([name, target]) => [name, String(target)] as const);
  return {
    exports: Object.fromEntries(exported),
    dependencies: names('dependencies', 'optionalDependencies'),
    devDependencies: names('devDependencies'),
  };
}

function memberOf(value: unknown, member: string): object {
  const found: unknown = Object(value)[member];
  return Object(found ?? {});
}
