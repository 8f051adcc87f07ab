import type { ScalarType } from '@golden-thread/shapes/columns';
import type { SchemaTree } from 'hyparquet';
import { tableProblem } from './table-problem.ts';

/** A column of a Parquet file that can be read: values of one kind, or lists of them. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: ScalarType;
  readonly isList: boolean;
}

/** @throws DeclarationError for a column of structures, maps, lists of lists or bytes that are no text. */
export function parquetColumnOf(path: string, { element, children }: SchemaTree): ParquetColumn {
  const { name } = element;
  if (children.length === 0) return { name, type: typeOf(path, name, element), isList: element.repetition_type === 'REPEATED' };
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  const [member] = children[0]?.children ?? [];
  if (!isList || member === undefined || member.children.length > 0) throw unreadable(path, name, 'structures, maps or lists of lists');
  return { name, type: typeOf(path, name, member.element), isList: true };
}

function typeOf(path: string, name: string, { type, converted_type, logical_type }: SchemaTree['element']): ScalarType {
  if (converted_type === 'DATE' || logical_type?.type === 'DATE') return 'date';
  if (converted_type?.startsWith('TIMESTAMP') || logical_type?.type === 'TIMESTAMP') return 'timestamp';
  if (converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL') return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'INT32' || type === 'INT64') return 'integer';
  if (type === 'FLOAT' || type === 'DOUBLE') return 'number';
  if (type === 'BYTE_ARRAY' && (converted_type === 'UTF8' || converted_type === 'ENUM' || logical_type?.type === 'STRING')) return 'text';
  throw unreadable(path, name, 'bytes that are no text');
}

const unreadable = (path: string, name: string, what: string) =>
  tableProblem(
    'column_unreadable',
    path,
    `has ${what} in column ${name}`,
    'Write it as texts, numbers, dates or lists of them, or leave it out of the settings.',
  );
