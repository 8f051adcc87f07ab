import type { RecordTable } from '@golden-thread/linkage/prepared';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { RecordName } from './named-pairs.ts';
import { recordNames } from './record-names.ts';

/**
 * The numbers of records by name.
 * @param placeOf says, for messages, where the name at a position was written.
 * @throws DeclarationError for a record that is not there, and for an id without a source that several sources have.
 */
export function findRecords(records: RecordTable, names: readonly RecordName[], placeOf: (position: number) => string): Int32Array {
  const wanted = new Map(names.map(({ id }) => [id, new Map<string, number>()]));
  const { idOf, sourceOf } = recordNames(records);
  for (let record = 0; record < records.size; record++) wanted.get(idOf(record))?.set(sourceOf(record), record);
  return Int32Array.from(names, ({ source, id }, position) => {
    const found = wanted.get(id) ?? new Map<string, number>();
    if (source !== null) return found.get(source) ?? fail(notFound(placeOf(position), source, records));
    const [only, ...more] = found.values();
    if (more.length > 0) throw ambiguous(placeOf(position));
    return only ?? fail(notFound(placeOf(position), source, records));
  });
}

function fail(error: DeclarationError): never {
  throw error;
}

function notFound(place: string, source: string | null, { sources }: RecordTable): DeclarationError {
  const strange = source !== null && !sources.includes(source);
  return new DeclarationError({
    code: 'link.record_missing',
    message: strange ? `${place} names a source that there is not.` : `${place} names a record that the inputs do not have.`,
    remedy: `Name records by the inputs' names and unique ids; the sources are ${sources.join(', ')}.`,
  });
}

const ambiguous = (place: string): DeclarationError =>
  new DeclarationError({
    code: 'link.record_ambiguous',
    message: `${place} names an id that several sources have.`,
    remedy: 'Name the source too.',
  });
