import type { ScalarType } from '@golden-thread/shapes/columns';
import type { SchemaElement, SchemaTree } from 'hyparquet';
import { tableProblem } from './table-problem.ts';

const SECONDS_A_DAY = 86_400;
const UNITS_A_SECOND = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const;

/** A column of a Parquet file that can be read: values of one kind, or lists of them. */
export interface ParquetColumn {
  readonly name: string;
  readonly isList: boolean;
  readonly kind: ParquetKind;
}

/** What a value is, and what it comes to: `convert` is given what stands in the file, in its physical type. */
export interface ParquetKind {
  readonly type: ScalarType;
  readonly convert: (stored: unknown) => unknown;
}

/** @throws DeclarationError for a column of structures, maps, lists of lists, times of day or bytes that are no text. */
export function parquetColumnOf(path: string, { element, children }: SchemaTree): ParquetColumn {
  const { name } = element;
  if (children.length === 0) return { name, kind: kindOf(path, name, element), isList: element.repetition_type === 'REPEATED' };
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  const [member] = children[0]?.children ?? [];
  if (!isList || member === undefined || member.children.length > 0) throw unreadable(path, name, 'structures, maps or lists of lists');
  return { name, kind: kindOf(path, name, member.element), isList: true };
}

/** The schema without what says that numbers are days, moments or decimals: their values come as they are stored, and lose no digit. */
export const storedSchema = (schema: readonly SchemaElement[]): SchemaElement[] =>
  schema.map((element) => {
    if (!isDay(element) && !isMoment(element) && !isDecimal(element)) return element;
    const { converted_type: _, logical_type: __, ...stored } = element;
    return stored;
  });

function kindOf(path: string, name: string, element: SchemaElement): ParquetKind {
  const { type, converted_type, logical_type } = element;
  if (isDay(element)) return { type: 'date', convert: (days) => Number(days) * SECONDS_A_DAY };
  if (isMoment(element)) return { type: 'timestamp', convert: momentOf(element) };
  if (isDecimal(element)) return decimalOf(element);
  if (converted_type?.startsWith('TIME_') || logical_type?.type === 'TIME') throw unreadable(path, name, 'times of day');
  if (type === 'BOOLEAN') return { type: 'boolean', convert: asStored };
  if (type === 'INT96') return { type: 'timestamp', convert: asStored };
  if (type === 'INT32' || type === 'INT64') return { type: 'integer', convert: asStored };
  if (type === 'FLOAT' || type === 'DOUBLE') return { type: 'number', convert: asStored };
  if (type === 'BYTE_ARRAY' && (converted_type === 'UTF8' || converted_type === 'ENUM' || logical_type?.type === 'STRING'))
    return { type: 'text', convert: asStored };
  throw unreadable(path, name, 'bytes that are no text');
}

const asStored = (stored: unknown): unknown => stored;

const isDay = ({ converted_type, logical_type }: SchemaElement): boolean => converted_type === 'DATE' || logical_type?.type === 'DATE';

const isMoment = ({ converted_type, logical_type }: SchemaElement): boolean =>
  converted_type === 'TIMESTAMP_MILLIS' || converted_type === 'TIMESTAMP_MICROS' || logical_type?.type === 'TIMESTAMP';

const isDecimal = ({ converted_type, logical_type }: SchemaElement): boolean =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';

function momentOf({ converted_type, logical_type }: SchemaElement): (stored: unknown) => number {
  const named = logical_type?.type === 'TIMESTAMP' ? logical_type.unit : converted_type === 'TIMESTAMP_MILLIS' ? 'MILLIS' : 'MICROS';
  const units = UNITS_A_SECOND[named];
  return (stored) => Number(stored) / units;
}

/** Without decimal places an integer, however long; with them the double that stands nearest. */
function decimalOf({ scale, logical_type }: SchemaElement): ParquetKind {
  const places = scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0);
  if (places === 0) return { type: 'integer', convert: wholeOf };
  return { type: 'number', convert: (stored) => Number(`${wholeOf(stored)}e-${places}`) };
}

/** A number as it is, or of bytes: two's complement, the highest first. */
function wholeOf(stored: unknown): bigint {
  if (!(stored instanceof Uint8Array)) return BigInt(stored as number | bigint);
  let whole = 0n;
  for (const byte of stored) whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * stored.length, whole);
}

const unreadable = (path: string, name: string, what: string) =>
  tableProblem(
    'column_unreadable',
    path,
    `has ${what} in column ${name}`,
    'Write it as texts, numbers, dates or lists of them, or leave it out of the settings.',
  );
