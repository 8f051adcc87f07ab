import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { columnOf } from '../prepare/prepare.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { columnNamed } from '../score/term-frequencies.ts';
import type { Equality } from './comparison-anatomy.ts';
import type { Numbers } from './record-groups.ts';

/** Value numbers of an expression of one record. */
export function numbersFor(prepared: Prepared, expression: Expression): Numbers {
  const { ids, values } = columnOf(prepared, expression);
  return { ids, size: values.size };
}

/** Value numbers of an expression that was worked out when the records were prepared, or `null`. */
export function preparedNumbers(prepared: Prepared, expression: Expression): Numbers | null {
  return prepared.columns.has(keyOf(expression)) ? numbersFor(prepared, expression) : null;
}

export function numbersOfColumn(prepared: Prepared, name: string): Numbers {
  const { ids, values } = columnNamed(prepared, name);
  return { ids, size: values.size };
}

/** An equality asks the same of both records. */
export const isPlain = ({ left, right }: Equality): boolean => keyOf(left) === keyOf(right);

/** Numbers of an equality's two expressions, the same for equal values, or `null` where they have none in common. */
export function sharedNumbersFor(
  prepared: Prepared,
  equality: Equality,
): { readonly left: Int32Array; readonly right: Int32Array; readonly size: number } | null {
  const [left, right] = [keyOf(equality.left), keyOf(equality.right)];
  const asWritten = prepared.shared.get(`${left}\n${right}`);
  if (asWritten !== undefined) return asWritten;
  const turned = prepared.shared.get(`${right}\n${left}`);
  return turned === undefined ? null : { left: turned.right, right: turned.left, size: turned.size };
}
