import type { ArchiveEntry } from '../archive/open-archive.ts';
import type { DeliveryLimits } from '../limits.ts';
import { readPart, workbookMalformed } from './read-part.ts';
import { unescaped } from './unescaped.ts';

/** Texts that cells share, by number from 0. */
export interface SharedTexts {
  /** The text, null where it holds what no text may. @throws DeliveryRefused where there is no such number */
  at(number: number): string | null;
}

/**
 * The shared texts of a workbook in one block of bytes: half of what as many strings would take.
 * How a text sounds (phonetic runs) is no part of it.
 */
export async function sharedTexts(part: ArchiveEntry | undefined, limits: DeliveryLimits): Promise<SharedTexts> {
  let bytes = Buffer.allocUnsafe(2 ** 16);
  let ends = new Uint32Array(2 ** 12);
  let size = 0;
  let used = 0;
  const unstorable = new Set<number>();
  let text = '';
  let reading = false;
  let phonetic = 0;

  const add = (): void => {
    const plain = unescaped(text);
    if (plain === null) unstorable.add(size);
    const most = 3 * text.length;
    if (used + most > bytes.length) bytes = Buffer.concat([bytes], Math.max(2 * bytes.length, used + most));
    if (size === ends.length) {
      const more = new Uint32Array(2 * size);
      more.set(ends);
      ends = more;
    }
    used += bytes.write(plain ?? '', used, 'utf8');
    ends[size++] = used;
  };

  if (part !== undefined)
    await readPart(
      part,
      {
        open({ local }) {
          if (local === 'si') text = '';
          else if (local === 'rPh') phonetic++;
          reading = local === 't' && phonetic === 0;
        },
        text(characters) {
          if (reading && text.length <= limits.fieldCharacters) text += characters;
        },
        close(_line, local) {
          reading = false;
          if (local === 'rPh') phonetic--;
          else if (local === 'si') add();
        },
      },
      limits.wholeFileBytes,
      limits,
    );
  return {
    at(number) {
      if (!(number >= 0 && number < size)) throw workbookMalformed('a cell names a shared text that is not there');
      if (unstorable.has(number)) return null;
      return bytes.toString('utf8', number === 0 ? 0 : ends[number - 1], ends[number]);
    },
  };
}
