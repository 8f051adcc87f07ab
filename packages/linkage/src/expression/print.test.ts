import { readFileSync } from 'node:fs';
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

interface RecordedLibrary {
  readonly levels: Readonly<Record<string, { readonly sql_condition: string }>>;
  readonly comparisons: Readonly<Record<string, { readonly comparison_levels: readonly { readonly sql_condition: string }[] }>>;
  readonly rules: Readonly<Record<string, { readonly blocking_rule: string }>>;
}

test.each(['4.0.17', '5.0.0'])(
  "every condition and rule that Splink %s's creators write is read, and reads the same when printed",
  (version) => {
    const path = new URL(`../library/recorded/library-${version}.json`, import.meta.url);
    const { levels, comparisons, rules }: RecordedLibrary = JSON.parse(readFileSync(path, 'utf8'));
    const conditions = [...Object.values(levels), ...Object.values(comparisons).flatMap((one) => one.comparison_levels)]
      .map((level) => level.sql_condition)
      .filter((text) => text !== 'ELSE');
    expect(conditions.length).toBeGreaterThan(200);
    for (const [context, texts] of [
      ['level', conditions] as const,
      ['rule', Object.values(rules).map((rule) => rule.blocking_rule)] as const,
    ]) {
      for (const text of texts) {
        const read = parseExpression(text, context, text);
        expect(parseExpression(printExpression(read, context), context)).toEqual(read);
      }
    }
  },
);
