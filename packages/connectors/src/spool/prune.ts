import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { fileFailure } from '../files/file-failure.ts';
import { fingerprint } from '../fingerprint.ts';
import { fileNameReader, type NamedDelivery } from '../folder/file-pattern.ts';
import { MANIFEST_ENDING } from '../folder/manifest.ts';
import { filesIn, readIndex, type Spool } from './spool.ts';

/** One file of the spool, by what it holds. */
export interface SpooledDelivery extends NamedDelivery {
  readonly sha256: string;
}

/** Removes the files of the spool that nothing needs any more, and tells how many. That they were fetched is remembered. */
export async function prune(source: SourceDeclaration, spool: Spool, isSpent: (delivery: SpooledDelivery) => boolean): Promise<number> {
  const read = fileNameReader(source);
  const index = await readIndex(spool);
  let removed = 0;
  for (const name of await filesIn(spool)) {
    const named = read(name);
    if (named === null) continue;
    const path = join(spool.files, name);
    const sha256 = index[name]?.sha256 ?? (await fingerprint(path)).sha256;
    if (!isSpent({ ...named, sha256 })) continue;
    try {
      await rm(path, { force: true });
      await rm(path + MANIFEST_ENDING, { force: true });
    } catch (cause) {
      throw fileFailure(cause, 'A file of the spool cannot be removed');
    }
    removed++;
  }
  return removed;
}
