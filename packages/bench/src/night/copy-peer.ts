import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { OPEN } from '@golden-thread/shapes/references';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const TABLES = ['core.person_version', 'core.case_version', 'core.event_version'] as const;

/** Milliseconds that COPY needs for the very rows that a first night's `take` wrote, into tables with the same columns and keys. */
export async function copyOfWhatTakeWrites(warehouse: Warehouse): Promise<number> {
  const client = await warehouse.pool.connect();
  let ms = 0;
  try {
    await client.query('begin');
    for (const table of TABLES) {
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`copy (select * from ${table} where to_publication = ${OPEN}) to stdout`)))
        chunks.push(Buffer.from(chunk));
      await client.query(`create temporary table peer (like ${table}) on commit drop`);
      await client.query(`alter table peer add primary key (${table === 'core.person_version' ? 'record_key' : 'record_key, reference'})`);
      const began = performance.now();
      await pipeline(Readable.from(chunks), client.query(copyFrom('copy peer from stdin')));
      ms += performance.now() - began;
      await client.query('drop table peer');
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
  return ms;
}

/** Milliseconds that COPY needs for the delivered files as plain lines of text, without parsing them. */
export async function rawCopyOfFiles(warehouse: Warehouse, night: string): Promise<number> {
  const client = await warehouse.pool.connect();
  let ms = 0;
  try {
    await client.query('begin');
    await client.query('create temporary table raw_line (line text) on commit drop');
    for (const location of readdirSync(night)) {
      for (const file of readdirSync(join(night, location))) {
        const escaped = readFileSync(join(night, location, file), 'latin1')
          .replaceAll('\\', '\\\\')
          .replaceAll('\t', '\\t')
          .replaceAll('\r', '\\r');
        const began = performance.now();
        await pipeline(Readable.from([Buffer.from(escaped)]), client.query(copyFrom('copy raw_line from stdin')));
        ms += performance.now() - began;
      }
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
  return ms;
}
