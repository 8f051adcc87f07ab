import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyExpression } from './any-expression.fixture.ts';
import { parseExpression } from './parse.ts';
import { keyOf, printExpression } from './print.ts';
import { columnsOf, mapChildren, sidesOf, withoutSide, withSide } from './walk.ts';

test('an expression that was printed reads as what it was, as a level and as a rule', () => {
  fc.assert(
    fc.property(anyExpression(), (expression) => {
      expect(parseExpression(printExpression(expression, 'level'), 'level')).toEqual(expression);
      expect(parseExpression(printExpression(expression, 'rule'), 'rule')).toEqual(expression);
    }),
    { numRuns: 500, seed: 4 },
  );
});

test("an expression's key is that of either side, and reads as an expression of one record", () => {
  fc.assert(
    fc.property(anyExpression(), (expression) => {
      expect(keyOf(withSide(expression, 'l'))).toBe(keyOf(withSide(expression, 'r')));
      expect(parseExpression(keyOf(expression), 'record')).toEqual(withoutSide(expression));
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('the sides of an expression are those of its columns', () => {
  fc.assert(
    fc.property(anyExpression(), (expression) => {
      const sides = new Set(columnsOf(expression).map(({ side }) => side));
      expect(sidesOf(expression)).toBe(sides.size === 2 ? 'both' : ([...sides][0] ?? 'none'));
      expect(sidesOf(withoutSide(expression))).toBe('none');
      expect(columnsOf(withSide(expression, 'l')).map(({ name }) => name)).toEqual([
        ...new Set(columnsOf(expression).map(({ name }) => name)),
      ]);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('an expression whose parts are left alone is the same', () => {
  fc.assert(
    fc.property(anyExpression(), (expression) => {
      expect(mapChildren(expression, (child) => child)).toEqual(expression);
    }),
    { numRuns: 100, seed: 4 },
  );
});
