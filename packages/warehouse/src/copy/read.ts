import { to as copyTo } from 'pg-copy-streams';
import type { Connection } from '../connect.ts';
import { mapSqlError } from '../sql-errors.ts';

export type CopiedRow = readonly (string | null)[];

/**
 * Rows of a query by COPY, as texts in batches of what came at once: the fast way to read much.
 * The query takes no parameters; the session is busy until the generator has ended.
 */
export async function* copyQuery(client: Connection, query: string): AsyncGenerator<readonly CopiedRow[]> {
  for await (const lines of copyLines(client, query)) yield lines.map(decodeRow);
}

/** The same as lines in COPY's text form, not yet taken apart. */
export async function* copyLines(client: Connection, query: string): AsyncGenerator<readonly string[]> {
  const stream = client.query(copyTo(`copy (${query}) to stdout`));
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const bytes of stream) {
      const text = rest + decoder.decode(asBytes(bytes), { stream: true });
      const end = text.lastIndexOf('\n');
      rest = text.slice(end + 1);
      if (end >= 0) yield text.slice(0, end).split('\n');
    }
  } catch (error) {
    throw mapSqlError(error);
  }
}

/** One line of COPY's text format. */
export const decodeRow = (line: string): CopiedRow => line.split('\t').map(decodeCell);

function decodeCell(cell: string): string | null {
  if (!cell.includes('\\')) return cell;
  if (cell === '\\N') return null;
  return cell.replaceAll(/\\(.)/g, (_, letter: string) => UNESCAPED[letter] ?? letter);
}

const UNESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', v: '\v' };

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('COPY gave something else than bytes');
}
