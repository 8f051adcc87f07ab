import { createHash } from 'node:crypto';
import type { Connection } from './connect.ts';
import { copyLines } from './copy/read.ts';
import { DUMPED_TABLES, type DumpedTable } from './dump/dumped.ts';

/**
 * The database as lines of text, the same for two databases that hold the same: natural keys for record numbers,
 * ranks for publication numbers, no clock, no attempt, no sequence. What is left out is listed in `dump/left-out.ts`.
 * *Shape*: per table `# name` with its columns, then its rows in COPY's text form, in code-point order.
 * The session is best inside a read transaction, and is busy until the generator has ended.
 */
export async function* canonicalDump(client: Connection): AsyncGenerator<string> {
  for (const table of DUMPED_TABLES) yield* dumpTable(client, table);
}

/** One table of the dump. */
export async function* dumpTable(client: Connection, table: DumpedTable): AsyncGenerator<string> {
  yield `# ${table.name}\t${table.columns.join('\t')}`;
  for await (const lines of copyLines(client, table.query)) yield* lines;
}

/** SHA-256 of the dump, as 64 hexadecimal digits. */
export async function dumpHash(client: Connection): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of canonicalDump(client)) hash.update(line).update('\n');
  return hash.digest('hex');
}
