import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import type { Column, ColumnTable, ListValues, NumberValues, ScalarType, TextValues } from '@golden-thread/shapes/columns';
import type { DeclarationError } from '@golden-thread/shapes/errors';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { askedColumns } from './asked-columns.ts';
import { type ParquetColumn, type ParquetKind, parquetColumnOf, storedSchema } from './parquet-columns.ts';
import type { ReadTableOptions } from './read-table.ts';
import { tableProblem } from './table-problem.ts';

/** Reads a Parquet file, column by column; only those asked for are decoded. */
export async function readParquet(path: string, { name, columns, onProgress }: ReadTableOptions): Promise<ColumnTable> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw tableProblem('missing', path, 'cannot be opened', 'Check the path and that you may read it.');
  if (status.isDirectory()) throw tableProblem('directory', path, 'is a directory', 'Name a file.');
  try {
    const file = await asyncBufferFromFile(path);
    const told = await parquetMetadataAsync(file);
    const metadata = { ...told, schema: storedSchema(told.schema) };
    const { children } = parquetSchema(told);
    const names = children.map(({ element }) => element.name);
    const asked = askedColumns(path, names, columns);
    const wanted = children.filter(({ element }) => asked.has(element.name)).map((tree) => parquetColumnOf(path, tree));
    const size = Number(metadata.num_rows);
    const read = new Map<string, Column>();
    for (const column of wanted) {
      read.set(
        asked.get(column.name) ?? column.name,
        await columnOf(path, column, { size, entries: entriesOf(metadata, column.name) }, (parsers, onChunk) =>
          parquetRead({ file, metadata, columns: [column.name], compressors, parsers, utf8: column.kind.type === 'text', onChunk }),
        ),
      );
      onProgress?.(read.size, wanted.length);
    }
    const textColumns = new Set(
      wanted.flatMap((one) => (one.kind.type === 'text' && !one.isList ? [asked.get(one.name) ?? one.name] : [])),
    );
    return { name, size, names: names.map((one) => asked.get(one) ?? one), textColumns, columns: read };
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    throw tableProblem('not_parquet', path, 'cannot be read as Parquet', 'Check that the file is whole and is Parquet.', error);
  }
}

interface Chunk {
  readonly columnData: ArrayLike<unknown>;
  readonly rowStart: number;
}

type ReadChunks = (parsers: Readonly<Record<string, (value: never) => unknown>>, onChunk: (chunk: Chunk) => void) => Promise<void>;

/** What the file says a column holds: rows, and values with the places of empty and absent lists. */
interface Told {
  readonly size: number;
  readonly entries: number;
}

const entriesOf = ({ row_groups }: FileMetaData, column: string): number =>
  row_groups
    .flatMap(({ columns }) => columns)
    .reduce((sum, { meta_data }) => (meta_data?.path_in_schema[0] === column ? sum + Number(meta_data.num_values) : sum), 0);

async function columnOf(
  path: string,
  { name, kind, isList }: ParquetColumn,
  { size, entries }: Told,
  readChunks: ReadChunks,
): Promise<Column> {
  const texts = textDictionary();
  const parsers = {
    stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : texts.numberOf(bytes, 0, bytes.length)),
    timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1e9,
  };
  const scalars = kind.type === 'text' ? numberedTexts() : numberedNumbers(kind.convert);
  const lists = isList ? numberedLists() : null;
  const ids = new Int32Array(new SharedArrayBuffer(4 * size));
  let found = 0;
  await readChunks(parsers, ({ columnData, rowStart }) => {
    for (let k = 0; k < columnData.length; k++) {
      const value = columnData[k];
      const row = rowStart + k;
      found += Array.isArray(value) ? Math.max(1, value.length) : 1;
      if (row >= size || value === null || value === undefined) continue;
      ids[row] = lists === null ? scalars.numberOf(value) : lists.numberOf((value as readonly unknown[]).map(scalars.numberOf));
    }
  });
  if (found !== entries) throw contradicted(path, name);
  const { values, beyond } = scalars.values(texts.values);
  if (values.kind === 'text' && !isUtf8(values.bytes))
    throw tableProblem('not_utf8', path, `holds bytes that are no character in column ${name}`, 'Write it again as UTF-8.');
  const scalar: ScalarType = beyond ? 'text' : kind.type;
  return lists === null ? { type: scalar, ids, values } : { type: `${scalar}[]`, ids, values: lists.values(values) };
}

/** An absent array of fixed size that takes the places of its members, as DuckDB writes it, would move all values after it to other rows. */
const contradicted = (path: string, name: string): DeclarationError =>
  tableProblem(
    'lists_contradict',
    path,
    `has lists in column ${name} that hold other numbers of values than it says`,
    'Write arrays of fixed size as lists, in DuckDB with a cast such as vector::DOUBLE[], and the file again.',
  );

/** Numbers for the values of a column; `beyond`: some are integers that a double does not hold, so all are texts. */
interface Numbered {
  numberOf(value: unknown): number;
  values(texts: () => TextValues): { readonly values: TextValues | NumberValues; readonly beyond: boolean };
}

/** Texts are numbers of the dictionary already. */
const numberedTexts = (): Numbered => ({
  numberOf: (value) => (typeof value === 'number' ? value : 0),
  values: (texts) => ({ values: texts(), beyond: false }),
});

function numberedNumbers(convert: ParquetKind['convert']): Numbered {
  const numbers = new Map<number | bigint, number>();
  let beyond = false;
  return {
    numberOf(stored) {
      if (stored === null || stored === undefined) return 0;
      const value = convert(stored);
      let key = typeof value === 'boolean' ? Number(value) : (value as number | bigint);
      if (typeof key === 'bigint') {
        if (key >= Number.MIN_SAFE_INTEGER && key <= Number.MAX_SAFE_INTEGER) key = Number(key);
        else beyond = true;
      }
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size + 1);
      return numbers.size;
    },
    values: () =>
      beyond ? { values: printed(numbers.keys()), beyond } : { values: numberValues([...numbers.keys()].map(Number)), beyond },
  };
}

function printed(numbers: Iterable<number | bigint>): TextValues {
  const dictionary = textDictionary();
  const encoder = new TextEncoder();
  for (const number of numbers) {
    const bytes = encoder.encode(String(number));
    dictionary.numberOf(bytes, 0, bytes.length);
  }
  return dictionary.values();
}

function numberValues(distinct: readonly number[]): NumberValues {
  const numbers = new Float64Array(new SharedArrayBuffer(8 * (distinct.length + 1)));
  numbers[0] = Number.NaN;
  numbers.set(distinct, 1);
  return { kind: 'number', size: numbers.length, numbers };
}

function numberedLists(): { numberOf(members: readonly number[]): number; values(of: TextValues | NumberValues): ListValues } {
  const numbers = new Map<string, number>();
  const starts = [0, 0];
  const flat: number[] = [];
  return {
    numberOf(members) {
      const key = members.join(' ');
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size + 1);
      for (const member of members) flat.push(member);
      starts.push(flat.length);
      return numbers.size;
    },
    values: (of) => ({ kind: 'list', size: numbers.size + 1, starts: shared(starts), members: shared(flat), of }),
  };
}

function shared(numbers: readonly number[]): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(4 * numbers.length));
  copy.set(numbers);
  return copy;
}
