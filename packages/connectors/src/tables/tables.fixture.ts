import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column, ColumnTable, TextValues } from '@golden-thread/shapes/columns';
import { afterAll } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'golden-thread-tables-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A file with this content in a new directory. */
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(scratch, 'file-')), name);
  writeFileSync(path, content);
  return path;
}

/** A folder of this name in a new directory. */
export function folderOf(name: string): string {
  const path = join(mkdtempSync(join(scratch, 'file-')), name);
  mkdirSync(path);
  return path;
}

type Cell = string | number | null | readonly (string | number | null)[];

/** A table's values, row by row. */
export function rowsOf({ size, columns }: ColumnTable): Record<string, Cell>[] {
  return Array.from({ length: size }, (_, row) =>
    Object.fromEntries([...columns].map(([name, column]) => [name, cellOf(column, column.ids[row] ?? 0)])),
  );
}

function cellOf({ values }: Column, id: number): Cell {
  if (id === 0) return null;
  if (values.kind !== 'list') return scalarOf(values, id);
  return Array.from(values.members.slice(values.starts[id], values.starts[id + 1]), (member) =>
    member === 0 ? null : scalarOf(values.of, member),
  );
}

function scalarOf(values: Exclude<Column['values'], { kind: 'list' }>, id: number): string | number {
  return values.kind === 'text' ? textOf(values, id) : (values.numbers[id] ?? Number.NaN);
}

const textOf = ({ bytes, starts }: TextValues, id: number): string => new TextDecoder().decode(bytes.slice(starts[id], starts[id + 1]));
