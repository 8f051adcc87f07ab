import { type BirthReading, readBirthDate } from '../dates/birth-date.ts';
import { memo } from '../text/memo.ts';
import type { CompiledReader } from './compile-reader.ts';

/** Reads dates of birth in a source's forms, remembering the days of one business date: there are few and records are many. */
export function birthReader(reader: CompiledReader | null): (raw: string | null, businessDate: string) => BirthReading | null {
  const formats = reader?.formats ?? [];
  let readFor = '';
  let lastRaw: string | null = null;
  let last: BirthReading | null = null;
  let read = memo((raw) => readBirthDate(raw, formats, readFor));
  return (raw, businessDate) => {
    if (raw === null) return null;
    if (raw === lastRaw && businessDate === readFor) return last;
    if (businessDate !== readFor) {
      readFor = businessDate;
      read = memo((text) => readBirthDate(text, formats, businessDate));
    }
    lastRaw = raw;
    last = read(raw);
    return last;
  };
}
