import { z } from 'zod';

/** The closed combinators of a mapping: how a data item is read from the columns of one delivered row. */
export const DATE_FORMATS = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'dd/mm/yy',
  'yyyymmdd',
  'yyyy-mm-dd hh:mm:ss',
  'dd/mm/yyyy hh:mm',
  'iso-timestamp',
  'dd-mon-yyyy',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

export const NAME_ORDERS = ['forenames surname', 'surname, forenames'] as const;

const columnName = z.string().min(1);
export const readerSchema = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('column'), column: columnName }),
  z.strictObject({ read: z.literal('joined'), columns: z.array(columnName).min(2), separator: z.string() }),
  z.strictObject({ read: z.literal('first'), columns: z.array(columnName).min(2) }),
  z.strictObject({ read: z.literal('coded'), column: columnName, codes: z.record(z.string(), z.string().nullable()) }),
  z.strictObject({ read: z.literal('date'), column: columnName, formats: z.array(z.enum(DATE_FORMATS)).min(1) }),
  z.strictObject({
    read: z.literal('name_part'),
    column: columnName,
    order: z.enum(NAME_ORDERS),
    part: z.enum(['forename', 'middle_names', 'surname']),
  }),
  z.strictObject({ read: z.literal('constant'), value: z.string() }),
  z.strictObject({ read: z.literal('file_part') }),
]);
export type Reader = z.infer<typeof readerSchema>;

/** The text of one column. */
export const column = (name: string): Reader => ({ read: 'column', column: name });
/** The non-empty columns, joined. */
export const joined = (columns: readonly string[], separator = ', '): Reader => ({ read: 'joined', columns: [...columns], separator });
/** The first column that is not empty. */
export const firstOf = (...columns: string[]): Reader => ({ read: 'first', columns });
/** A coded value by its table; `null` means "no value". An unmapped code is an issue, never guessed. */
export const coded = (name: string, codes: Readonly<Record<string, string | null>>): Reader => ({ read: 'coded', column: name, codes });
/** A date in one of the named forms, tried in order. */
export const date = (name: string, ...formats: DateFormat[]): Reader => ({ read: 'date', column: name, formats });
/** One part of a column that holds a whole name. */
export const namePart = (name: string, order: (typeof NAME_ORDERS)[number], part: 'forename' | 'middle_names' | 'surname'): Reader => ({
  read: 'name_part',
  column: name,
  order,
  part,
});
/** The same text for every row. */
export const constant = (value: string): Reader => ({ read: 'constant', value });
/** The `{part}` of the file's name, e.g. the school. */
export const filePart = (): Reader => ({ read: 'file_part' });

/** The columns that a reader needs. */
export function columnsOf(reader: Reader): readonly string[] {
  switch (reader.read) {
    case 'joined':
    case 'first':
      return reader.columns;
    case 'constant':
    case 'file_part':
      return [];
    case 'column':
    case 'coded':
    case 'date':
    case 'name_part':
      return [reader.column];
    default:
      return reader satisfies never;
  }
}
