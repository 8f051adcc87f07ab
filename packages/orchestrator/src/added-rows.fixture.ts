import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Rows of a few cells that a test adds to a source's file. */
export interface AddedRows {
  readonly social_care?: readonly Readonly<Record<string, string>>[];
  readonly health?: readonly Readonly<Record<string, string>>[];
  readonly voluntary?: readonly Readonly<Record<string, string>>[];
}

const FILES = {
  social_care: { folder: 'social-care', delimiter: ',', newline: '\r\n' },
  health: { folder: 'health', delimiter: ',', newline: '\n' },
  voluntary: { folder: 'voluntary', delimiter: ';', newline: '\r\n' },
} as const;

/** A copy of a drop folder of one date as it would be on another, with rows added to its CSV files. */
export function dropWith(drop: string, from: string, to: string, added: AddedRows): string {
  const copy = mkdtempSync(join(tmpdir(), 'golden-thread-added-'));
  cpSync(drop, copy, { recursive: true });
  const [old, now] = [from.replaceAll('-', ''), to.replaceAll('-', '')];
  for (const folder of readdirSync(copy))
    for (const name of readdirSync(join(copy, folder))) renameSync(join(copy, folder, name), join(copy, folder, name.replace(old, now)));
  for (const [source, { folder, delimiter, newline }] of Object.entries(FILES)) {
    const rows = added[source as keyof AddedRows] ?? [];
    const name = readdirSync(join(copy, folder)).find((file) => file.endsWith('.csv')) ?? '';
    const path = join(copy, folder, name);
    const text = readFileSync(path, 'latin1');
    const header = (text.split(newline)[0] ?? '').replace(/^\u00ef\u00bb\u00bf/, '').split(delimiter);
    const lines = rows.map((row) => `${header.map((column) => row[column] ?? '').join(delimiter)}${newline}`);
    writeFileSync(path, `${text.endsWith(newline) ? text : `${text}${newline}`}${lines.join('')}`, 'latin1');
  }
  for (const folder of readdirSync(copy))
    for (const manifest of readdirSync(join(copy, folder)).filter((name) => name.endsWith('.manifest.json'))) {
      const path = join(copy, folder, manifest);
      const file = manifest.replace('.manifest.json', '');
      const declared: { readonly records: number } = JSON.parse(readFileSync(path, 'utf8'));
      const records = declared.records + (folder === FILES.health.folder ? (added.health ?? []).length : 0);
      const sha256 = createHash('sha256')
        .update(readFileSync(join(copy, folder, file)))
        .digest('hex');
      writeFileSync(path, JSON.stringify({ ...declared, file, sha256, records }));
    }
  return copy;
}
