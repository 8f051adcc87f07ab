import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Fails a run in which a test was left out without a word: `skip` in a test says why (`context.skip('no browser here')`). */
export class NoSilentSkips implements Reporter {
  #filtered = false;

  onInit(vitest: Vitest): void {
    this.#filtered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#filtered) return;
    const silent = modules.flatMap((module) =>
      [...module.children.allTests('skipped')]
        .filter((test) => !saysWhy(test.result()))
        .map((test) => `${module.moduleId}: ${test.fullName}`),
    );
    if (silent.length === 0) return;
    process.exitCode = 1;
    process.stderr.write(`\n${silent.length} tests were left out without saying why:\n${silent.map((name) => `  ${name}\n`).join('')}`);
  }
}

const saysWhy = (result: { readonly state: string; readonly note?: string | undefined }): boolean =>
  result.state !== 'skipped' || (result.note ?? '') !== '';
