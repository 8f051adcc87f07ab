import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '@golden-thread/cli/main';
import { expect, test, vi } from 'vitest';
import { writePeople } from '../linkage/people.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const EXAMPLE = 'docs/linkage/example';
const TRY = '.golden-thread/try';
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  /** Each on one line. */
  readonly commands: readonly string[];
  /** Lines that the tutorial says are printed, in this order among others. */
  readonly shown: readonly string[];
}

test("the example's people are those that the generator makes", () => {
  const path = join(mkdtempSync(join(tmpdir(), 'golden-thread-people-')), 'people.csv');
  writePeople({ path, records: 500, seed: 1 });
  expect(read(`${EXAMPLE}/people.csv`)).toBe(readFileSync(path, 'utf8'));
});

test('the tutorial prints what it says it prints', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'golden-thread-tutorial-'));
  const place = (text: string): string => text.replaceAll(TRY, scratch).replaceAll(EXAMPLE, join(ROOT, EXAMPLE));
  writeFileSync(
    join(scratch, 'households.json'),
    read(`${EXAMPLE}/settings.json`).replace(/"em_blocking_rules.*/, (rules) => rules.replaceAll('forename', 'surname')),
  );
  const steps = stepsOf(read('docs/linkage/tutorial.md'));
  expect(steps.flatMap(({ shown }) => shown).length).toBeGreaterThan(40);
  for (const { commands, shown } of steps) {
    const printed: string[] = [];
    for (const command of commands)
      printed.push(...(await printedBy(place(command).split(/\s+/).slice(2))).replaceAll(scratch, TRY).split('\n'));
    let from = 0;
    for (const line of shown) {
      const at = printed.indexOf(line, from);
      expect(at, `"${line}" is not printed, or not there, by ${commands.join(' and ')}:\n${printed.join('\n')}`).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
  }
});

/** Its commands of `npx gt`, and the text after them. */
function stepsOf(markdown: string): readonly Step[] {
  return [...markdown.matchAll(/```sh\n(.*?)```\n(?:\n*```text\n(.*?)```)?/gs)].map(([, commands = '', text = '']) => ({
    commands: commands
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.startsWith('npx gt ')),
    shown: text.split('\n').filter((line) => line !== ''),
  }));
}

async function printedBy(args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    await main(args, ROOT);
  } finally {
    spy.mockRestore();
  }
  return printed.join('');
}
