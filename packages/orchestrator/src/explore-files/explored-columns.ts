import { parseExpression } from '@golden-thread/linkage/parse-expression';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { workOut } from '@golden-thread/linkage/work-out';
import type { Column } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';

/**
 * Columns and expressions of columns worked out, by what they are called: a column by its name, an expression as it is written.
 * @throws DeclarationError for a column that is not there.
 */
export function exploredColumns(records: RecordTable, expressions: readonly string[]): ReadonlyMap<string, Column> {
  return new Map(
    expressions.map((text) => {
      const expression = parseExpression(text, 'record');
      const column = workOut(expression, records.size, (name) => columnNamed(records, name), 'code_points');
      return [expression.kind === 'column' ? expression.name : text, column];
    }),
  );
}

function columnNamed({ columns, names = [...columns.keys()] }: RecordTable, name: string): Column {
  const column = columns.get(name) ?? [...columns].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
  if (column !== undefined) return column;
  throw new DeclarationError({
    code: 'link.column_missing',
    message: `The inputs have no column ${name}.`,
    remedy: `Name one that they have: ${names.join(', ')}.`,
  });
}
