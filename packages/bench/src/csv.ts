import { readFileSync } from 'node:fs';

/** Rows of a truth file as objects. Truth files are plain: comma, no quotes, a header. */
export function readTruth(path: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = (header ?? '').split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}
