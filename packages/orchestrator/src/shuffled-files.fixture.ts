import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { type Random, seededRandom } from '@golden-thread/shapes/random';

/** A copy of a drop folder in which nothing differs but order: records within each file, and the files' times. */
export function shuffledDrop(drop: string, pipeline: PipelineDeclaration, seed: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'golden-thread-shuffled-'));
  cpSync(drop, copy, { recursive: true });
  const random = seededRandom(seed);
  for (const source of pipeline.sources) {
    const folder = join(copy, source.location);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((file) => !file.endsWith('.manifest.json') && !file.endsWith('.part'))) {
      const path = join(folder, name);
      if (source.decoder.kind === 'json') shuffleJson(path, source.decoder.records, random);
      else if (source.contract.delivers === 'full') shuffleLines(path, random);
      remakeManifest(path);
      utimesSync(path, random.below(1_700_000_000), random.below(1_700_000_000));
    }
  }
  return copy;
}

function shuffleJson(path: string, records: string, random: Random): void {
  const document: Record<string, unknown[]> = JSON.parse(readFileSync(path, 'utf8'));
  document[records] = shuffled(document[records] ?? [], random);
  writeFileSync(path, JSON.stringify(document));
}

/** Shuffles the records of a CSV, which may hold line breaks within quotes, byte for byte. */
function shuffleLines(path: string, random: Random): void {
  const text = readFileSync(path, 'latin1');
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const records: string[] = [];
  let record = '';
  for (const line of text.replace(/\r?\n$/, '').split(newline)) {
    record = record === '' ? line : `${record}${newline}${line}`;
    if ((record.split('"').length - 1) % 2 === 0) {
      records.push(record);
      record = '';
    }
  }
  const [header = '', ...rest] = records;
  writeFileSync(path, `${[header, ...shuffled(rest, random)].join(newline)}${newline}`, 'latin1');
}

function remakeManifest(path: string): void {
  const manifest = `${path}.manifest.json`;
  if (!existsSync(manifest)) return;
  const declared: Record<string, unknown> = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...declared, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }));
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j] as Item, list[i] as Item];
  }
  return list;
}
