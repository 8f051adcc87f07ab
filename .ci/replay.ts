import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** With which random case of a property to begin: fast-check's seed and path. */
export interface Replay {
  readonly seed: number;
  readonly path?: string;
}

/** Reads `REPLAY`, as in `-1203/17:0` or `42`; null where nothing is said. @throws TypeError where it is neither. */
export function replayOf(said: string | undefined): Replay | null {
  if (said === undefined || said === '') return null;
  const read = /^(?<seed>-?\d+)(?:\/(?<path>\d+(?::\d+)*))?$/.exec(said)?.groups;
  if (read === undefined)
    throw new TypeError("REPLAY is a seed, or a seed and a path, as a failed property prints them: REPLAY='-1203/17:0'");
  const seed = Number(read['seed']);
  return read['path'] === undefined ? { seed } : { seed, path: read['path'] };
}

/** Where a failed test stands, and what it said. */
export interface FailedTest {
  readonly file: string;
  readonly project: string;
  readonly name: string;
  readonly message: string;
}

/** The command that begins with the case on which a property failed; null where no property failed. */
export function replayCommand({ file, project, name, message }: FailedTest): string | null {
  const found = /\{ seed: (?<seed>-?\d+), path: "(?<path>[\d:]*)"/.exec(message)?.groups;
  if (found === undefined) return null;
  const config = file.endsWith('.deep.test.ts') ? ' --config vitest.deep.config.ts' : '';
  return `REPLAY='${found['seed']}/${found['path']}' npx vitest run${config} --project ${project} ${file} -t '${name.replaceAll(/[^\p{L}\p{N} ,:>-]/gu, '.')}'`;
}

/** Ends a run in which a property failed with the commands that begin with those cases again. */
export class SaysHowToReplay implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const commands = modules.flatMap((module) =>
      [...module.children.allTests('failed')].flatMap((test) =>
        (test.result().errors ?? []).flatMap(
          ({ message }) =>
            replayCommand({
              file: relative(process.cwd(), module.moduleId),
              project: module.project.name,
              name: test.fullName,
              message,
            }) ?? [],
        ),
      ),
    );
    if (commands.length > 0) process.stderr.write(`\nTo try the same cases again:\n${commands.map((line) => `  ${line}\n`).join('')}`);
  }
}
