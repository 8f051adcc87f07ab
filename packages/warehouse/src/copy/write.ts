import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Connection } from '../connect.ts';
import { mapSqlError } from '../sql-errors.ts';
import { identifiers, qualified } from '../tables/identifiers.ts';
import { type CopyRow, encodeRow } from './encode.ts';

const CHUNK = 1 << 16; // characters per buffer handed to the socket

/** Rows of one COPY: all at once, or as they come. */
export type CopySource = Iterable<CopyRow> | AsyncIterable<CopyRow>;

/**
 * COPY of rows into a table without row-level security (a temporary one), on the caller's session.
 * @returns the number of rows. @throws typed errors without values.
 */
export async function copyRows(client: Connection, table: string, columns: readonly string[], rows: CopySource): Promise<number> {
  const stream = client.query(copyFrom(`copy ${qualified(table)} (${identifiers(columns)}) from stdin`));
  try {
    await pipeline(Readable.from(encodeChunks(rows), { objectMode: true }), stream);
  } catch (error) {
    throw mapSqlError(error);
  }
  return stream.rowCount;
}

async function* encodeChunks(rows: CopySource): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const row of rows) {
    chunk += encodeRow(row);
    if (chunk.length >= CHUNK) {
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
