import type { Expression } from '../expression/expression.ts';
import { childrenOf } from '../expression/walk.ts';

/** What an expression makes of a text column: it counts with it, or takes it as a day or a moment. */
export type NeededType = 'number' | 'date';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
const COMPARED: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=', 'is distinct from', 'is not distinct from']);
const OF_NUMBERS: ReadonlySet<string> = new Set(
  'abs sign sqrt pow exp ln log2 log10 sin cos tan asin acos atan atan2 radians degrees floor ceil round divide isnan isinf isfinite'.split(
    ' ',
  ),
);
/** Places of the arguments that are dates. */
const OF_DATES: Readonly<Record<string, readonly number[]>> = {
  epoch: [0],
  strftime: [0],
  date_part: [1],
  date_trunc: [1],
  date_diff: [1, 2],
  date_sub: [1, 2],
  months_between: [0, 1],
  add_interval: [0],
};
const PASSED_ON: ReadonlySet<string> = new Set(['coalesce', 'nullif', 'greatest', 'least']);

type See = (column: string, type: NeededType) => void;

/** Calls `see` with every column that an expression needs as another type than text. */
export function neededTypes(expression: Expression, see: See): void {
  if (expression.kind === 'binary') neededByOperands(expression, see);
  else if (expression.kind === 'negative') need(expression.of, 'number', see);
  else if (expression.kind === 'call') neededByArguments(expression, see);
  else if (expression.kind === 'in' && expression.among.some((one) => typeMade(one) === 'number')) need(expression.of, 'number', see);
  for (const child of childrenOf(expression)) neededTypes(child, see);
}

function neededByOperands({ op, left, right }: Expression & { kind: 'binary' }, see: See): void {
  if (ARITHMETIC.has(op)) {
    need(left, 'number', see);
    need(right, 'number', see);
  }
  if (!COMPARED.has(op)) return;
  const [leftType, rightType] = [typeMade(left), typeMade(right)];
  if (rightType !== null) need(left, rightType, see);
  if (leftType !== null) need(right, leftType, see);
}

function neededByArguments({ name, args }: Expression & { kind: 'call' }, see: See): void {
  if (OF_NUMBERS.has(name)) for (const arg of args) need(arg, 'number', see);
  for (const at of OF_DATES[name] ?? []) if (args[at] !== undefined) need(args[at], 'date', see);
}

/** What an expression's value needs to be, its columns need to be where they are passed on as they are. */
function need(part: Expression, type: NeededType, see: See): void {
  if (part.kind === 'column') see(part.name, type);
  else if (part.kind === 'negative') need(part.of, type, see);
  else if (part.kind === 'call' && PASSED_ON.has(part.name)) for (const arg of part.args) need(arg, type, see);
  else if (part.kind === 'case') {
    for (const branch of part.branches) need(branch.then, type, see);
    if (part.otherwise !== null) need(part.otherwise, type, see);
  }
}

/** The type that an expression is of beyond doubt, other than text. */
function typeMade(expression: Expression): NeededType | null {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number' ? 'number' : null;
    case 'negative':
      return 'number';
    case 'binary':
      return ARITHMETIC.has(expression.op) ? 'number' : null;
    case 'cast':
      if (expression.to === 'date' || expression.to === 'timestamp') return 'date';
      return expression.to === 'number' || expression.to === 'integer' ? 'number' : null;
    case 'call':
      if (expression.name === 'try_strptime' || expression.name === 'strptime') return 'date';
      return OF_NUMBERS.has(expression.name) || expression.name === 'epoch' ? 'number' : null;
    default:
      return null;
  }
}
