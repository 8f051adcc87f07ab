import fc from 'fast-check';
import type { BinaryOperator, Expression } from './expression.ts';
import { caseBranch } from './walk.ts';

const OPERATORS: readonly BinaryOperator[] = [
  ...(['=', '<>', '<', '<=', '>', '>=', 'is distinct from', 'is not distinct from', '+', '-', '*', '/', '%', '||', 'and', 'or'] as const),
];
const CALLS: readonly (readonly [string, number])[] = [
  ['lower', 1],
  ['levenshtein', 2],
  ['list_intersect', 2],
  ['coalesce', 3],
  ['array_cosine_similarity', 2],
  ['as_float', 1],
  ['pi', 0],
  ['one_edit', 2],
];

/** Any expression that a level's condition can be, of both records. */
export function anyExpression(): fc.Arbitrary<Expression> {
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
    const inner = tie('expression');
    const leaf = fc.oneof(column(), literal());
    return {
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.record({ kind: fc.constant('not' as const), of: inner }),
        fc.record({ kind: fc.constant('negative' as const), of: inner }),
        fc.record({ kind: fc.constant('binary' as const), op: fc.constantFrom(...OPERATORS), left: inner, right: inner }),
        fc.record({ kind: fc.constant('isNull' as const), of: inner, negated: fc.boolean() }),
        fc.record({
          kind: fc.constant('in' as const),
          of: inner,
          among: fc.array(inner, { minLength: 1, maxLength: 3 }),
          negated: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('like' as const), of: inner, pattern: inner, negated: fc.boolean(), caseless: fc.boolean() }),
        fc.record({
          kind: fc.constant('case' as const),
          branches: fc.array(
            fc.tuple(inner, inner).map(([when, then]) => caseBranch(when, then)),
            { minLength: 1, maxLength: 2 },
          ),
          otherwise: fc.option(inner),
        }),
        fc.record({
          kind: fc.constant('cast' as const),
          of: inner,
          to: fc.constantFrom('text', 'integer', 'number', 'boolean', 'date', 'timestamp'),
          lenient: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('index' as const), of: inner, at: inner }),
        fc.array(inner, { maxLength: 3 }).map((items) => ({ kind: 'list' as const, items })),
        call(inner),
        transform(inner),
        fc.tuple(inner, inner, fc.constantFrom('day', 'month')).map(([of, count, unit]) => ({
          kind: 'call' as const,
          name: 'add_interval',
          args: [of, count, { kind: 'literal' as const, value: unit }],
        })),
      ),
    };
  });
  return expression;
}

function column(): fc.Arbitrary<Expression> {
  return fc.record({
    kind: fc.constant('column' as const),
    name: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
    side: fc.constantFrom('l', 'r'),
  });
}

function literal(): fc.Arbitrary<Expression> {
  const value = fc.oneof(
    fc.string({ maxLength: 5, unit: 'grapheme' }),
    fc.integer(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((one) => !Number.isInteger(one) || Math.abs(one) <= Number.MAX_SAFE_INTEGER || String(one).includes('e')),
    fc.boolean(),
    fc.constant(null),
  );
  return value.map((one) => ({ kind: 'literal', value: one }));
}

function call(inner: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc
    .tuple(fc.constantFrom(...CALLS), fc.array(inner, { minLength: 3, maxLength: 3 }))
    .map(([[name, count], args]) => ({ kind: 'call', name, args: args.slice(0, count) }));
}

/** With a lambda that uses its parameter. */
function transform(inner: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.tuple(inner, inner, fc.constantFrom('x', 'pair')).map(([list, other, parameter]) => ({
    kind: 'call',
    name: 'list_transform',
    args: [
      list,
      {
        kind: 'lambda',
        parameters: [parameter],
        body: { kind: 'binary', op: '||', left: { kind: 'variable', name: parameter }, right: other },
      },
    ],
  }));
}
