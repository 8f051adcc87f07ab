import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';
import { main } from './main.ts';

const scratch = mkdtempSync(join(tmpdir(), 'golden-thread-link-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * A Parquet file as DuckDB writes it: ids x1 to x5, family names, and lists of places: P1, P2 and P2, P1 (Knox), P3 and
 * P3 with a null member (Whit), and none (Sol).
 */
const LISTS_OF_PLACES = [
  'UEFSMRUAFUgVSCwVChUAFQYVBgAAAgAAAAoBAgAAAHgxAgAAAHgyAgAAAHgzAgAAAHg0AgAAAHg1FQAVWhVaLBUKFQAVBhUGAAACAAAACgEEAAAAS25veAQA',
  'AABLbm94BAAAAFdoaXQEAAAAV2hpdAMAAABTb2wVABWgAhWgAiwVEBUAFQYVBgAAIQAAAEFKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEMAAAAM',
  'A0ECAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAFAxAgAAAFAyAgAAAFAyAgAAAFAx',
  'AgAAAFAzAgAAAFAzFQIZbDUAGA1kdWNrZGJfc2NoZW1hFQYAFQwlAhgJdW5pcXVlX2lkJQAAFQwlAhgGZmFtaWx5JQAANQIYBnBsYWNlcxUCFQYANQQYBGxp',
  'c3QVAgAVDCUCGAdlbGVtZW50JQAAFgoZHBk8JgAcFQwZFQAZGAl1bmlxdWVfaWQVABYKFmoWaiYIPBgCeDUYAngxFgAoAng1GAJ4MRERABkcFQAVABUCAAAA',
  'JgAcFQwZFQAZGAZmYW1pbHkVABYKFnwWfCZyPBgEV2hpdBgES25veBYAKARXaGl0GARLbm94EREAGRwVABUAFQIAAAAmABwVDBkVABk4BnBsYWNlcwRsaXN0',
  'B2VsZW1lbnQVABYQFsYCFsYCJu4BPBgCUDMYAlAxFgQoAlAzGAJQMRERABkcFQAVABUCAAAAFqwEFgomCBasBAAoKER1Y2tEQiB2ZXJzaW9uIHYyLjAuMSAo',
  'YnVpbGQgOGQ3ODExNGU5MCkZPBwAABwAABwAAAB5AQAAUEFSMQ==',
].join('');

export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `gt` in this process and catches what it prints. */
export async function gt(...args: readonly string[]): Promise<Ended> {
  const [out, err]: string[][] = [[], []];
  const into = (lines: string[] | undefined) => (text: string | Uint8Array) => {
    lines?.push(String(text));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into(out)),
    vi.spyOn(process.stderr, 'write').mockImplementation(into(err)),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await main(args, ROOT);
    return { exit: Number(process.exitCode), out: (out ?? []).join(''), err: (err ?? []).join('') };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

/** Writes the lists of places to a path. */
export const writeListsOfPlaces = (path: string): void => writeFileSync(path, Buffer.from(LISTS_OF_PLACES, 'base64'));

/** A new directory with these files in it; its function gives the path of one. */
export function filesIn(files: Readonly<Record<string, string>>): (name: string) => string {
  const directory = mkdtempSync(join(scratch, 'files-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return (name) => join(directory, name);
}

/** Rows of a CSV file without quoted cells, by column. */
export function rowsOf(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

interface LevelWithProbabilities {
  readonly when: string;
  readonly m: number;
  readonly u: number;
}

/** A comparison as Splink's settings write it: null level by a condition, levels, and the rest. */
export function splinkComparison(
  name: string,
  levels: readonly LevelWithProbabilities[],
  otherwise: Omit<LevelWithProbabilities, 'when'>,
  isNull?: string,
) {
  return {
    output_column_name: name,
    comparison_levels: [
      { sql_condition: isNull ?? `"${name}_l" IS NULL OR "${name}_r" IS NULL`, label_for_charts: 'missing', is_null_level: true },
      ...levels.map(({ when, m, u }) => ({ sql_condition: when, label_for_charts: when, m_probability: m, u_probability: u })),
      { sql_condition: 'ELSE', label_for_charts: 'else', m_probability: otherwise.m, u_probability: otherwise.u },
    ],
  };
}

export const exactly = (name: string, m: number, u: number) =>
  splinkComparison(name, [{ when: `"${name}_l" = "${name}_r"`, m, u }], { m: 1 - m, u: 1 - u });

/** Splink's settings as text. */
export const splinkSettings = (settings: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ link_type: 'dedupe_only', probability_two_random_records_match: 0.5, ...settings });
