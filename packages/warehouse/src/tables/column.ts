/** Types that tables are made of. Readers' views use the smaller list of `bi_*`. */
export type ColumnType =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'double precision'
  | 'numeric'
  | 'boolean'
  | 'text'
  | 'date'
  | 'timestamptz'
  | 'bytea'
  | 'jsonb'
  | 'text[]'
  | 'date[]'
  | 'integer[]'
  | 'smallint[]';

export interface Column<Name extends string = string, Type extends ColumnType = ColumnType, Required extends boolean = boolean> {
  readonly name: Name;
  readonly type: Type;
  readonly required: Required;
  readonly comment: string;
}

/** A column that always has a value. */
export const required = <const Name extends string, const Type extends ColumnType>(
  name: Name,
  type: Type,
  comment: string,
): Column<Name, Type, true> => ({ name, type, required: true, comment });

/** A column that may be null: a field that was empty, or a step that has not happened. */
export const optional = <const Name extends string, const Type extends ColumnType>(
  name: Name,
  type: Type,
  comment: string,
): Column<Name, Type, false> => ({ name, type, required: false, comment });

/** A table that is not versioned. */
export interface PlainTable {
  /** With its schema, e.g. `ops.run`. */
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  /** Conditions on every row, as SQL. */
  readonly checks?: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

/** How a row's columns look to TypeScript, as `connect.ts` parses them. */
export type ValueOf<Type extends ColumnType> = Type extends 'smallint' | 'integer' | 'bigint' | 'double precision'
  ? number
  : Type extends 'boolean'
    ? boolean
    : Type extends 'bytea'
      ? Uint8Array
      : Type extends 'jsonb'
        ? unknown
        : Type extends 'text[]' | 'date[]'
          ? readonly (string | null)[]
          : Type extends 'integer[]' | 'smallint[]'
            ? readonly (number | null)[]
            : string;

export type RowOf<Columns extends readonly Column[]> = {
  [C in Columns[number] as C['name']]: C['required'] extends true ? ValueOf<C['type']> : ValueOf<C['type']> | null;
};
