import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KeptRow } from './sort-rows.ts';

const ROWS_A_CHUNK = 5000;

export interface ContentChunk {
  readonly chunk: number;
  readonly records: number;
  readonly bytes: Buffer;
}

/**
 * Keeps a delivery's allow-listed rows as compressed chunks while they stream past: what an undone or withdrawn night
 * is taken from again. A row outside the cohort is not kept; it is counted in the chunk where it stood.
 */
export class ContentKeeper {
  readonly chunks: ContentChunk[] = [];
  #lines: string[] = [];

  keep(row: KeptRow): void {
    this.#lines.push(JSON.stringify([row.place, row.line, row.problem?.code ?? null, row.problem?.field ?? null, row.cells]));
    if (this.#lines.length >= ROWS_A_CHUNK) this.#close();
  }

  finish(): readonly ContentChunk[] {
    if (this.#lines.length > 0) this.#close();
    return this.chunks;
  }

  #close(): void {
    const bytes = zstdCompressSync(Buffer.from(this.#lines.join('\n'), 'utf8'));
    this.chunks.push({ chunk: this.chunks.length, records: this.#lines.length, bytes });
    this.#lines = [];
  }
}

/** Reads kept rows back. */
export function readChunk(bytes: Buffer): KeptRow[] {
  const rows: KeptRow[] = [];
  for (const line of zstdDecompressSync(bytes).toString('utf8').split('\n')) {
    const [place, lineNumber, code, field, cells]: [number, number | null, string | null, string | null, (string | null)[]] =
      JSON.parse(line);
    rows.push({ place, line: lineNumber, cells, problem: code === null ? null : { code, field } });
  }
  return rows;
}

/** Compressed cells of one quarantined row. */
export const packCells = (cells: readonly (string | null)[]): Buffer => zstdCompressSync(Buffer.from(JSON.stringify(cells), 'utf8'));
export const unpackCells = (bytes: Buffer): (string | null)[] => JSON.parse(zstdDecompressSync(bytes).toString('utf8'));
