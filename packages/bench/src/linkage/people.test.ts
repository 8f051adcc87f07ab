import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePeople } from './people.ts';

const RECORDS = 20_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-thread-people-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function made(seed: number) {
  const path = join(folder, `people-${seed}.csv`);
  const told = writePeople({ path, records: RECORDS, seed });
  return { told, text: readFileSync(path, 'utf8') };
}

describe('made-up people', () => {
  it('the same seed gives the same bytes, another seed others', () => {
    const first = made(1).text;
    expect(made(1).text).toBe(first);
    expect(made(2).text).not.toBe(first);
  });

  it('each record has an id of its own; a person has 1.6 records; names are unevenly common', () => {
    const { told, text } = made(3);
    const rows = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(rows.every((cells) => cells.length === 7)).toBe(true);
    expect(new Set(rows.map(([id]) => id)).size).toBe(RECORDS);
    expect(new Set(rows.map((cells) => cells[6])).size).toBe(told.people);
    expect(told.records / told.people).toBeGreaterThan(1.5);
    expect(told.records / told.people).toBeLessThan(1.7);
    const share = (column: number) => {
      const counts = new Map<string, number>();
      for (const cells of rows) counts.set(cells[column] ?? '', (counts.get(cells[column] ?? '') ?? 0) + 1);
      const empty = (counts.get('') ?? 0) / RECORDS;
      counts.delete('');
      return { empty, top: Math.max(...counts.values()) / RECORDS };
    };
    expect(share(1).top).toBeGreaterThan(0.01);
    expect(share(1).top).toBeLessThan(0.03);
    expect(share(5).empty).toBeGreaterThan(0.37);
    expect(share(5).empty).toBeLessThan(0.43);
  });
});
