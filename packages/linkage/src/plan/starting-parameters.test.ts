import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';
import { startingParameters } from './starting-parameters.ts';

/** *Source*: `reference/splink.md` 2.3, seen in Splink 4.0.16; worst level first. */
const SPLINKS: readonly (readonly [m: readonly number[], u: readonly number[]])[] = [
  [
    [0.05, 0.95],
    [1.6, 0.000927734],
  ],
  [
    [0.025, 0.025, 0.95],
    [0.8, 0.003125, 0.000927734],
  ],
  [
    [0.016667, 0.016667, 0.016667, 0.95],
    [0.533333, 0.0333333, 0.00208333, 0.000927734],
  ],
  [
    [0.0125, 0.0125, 0.0125, 0.0125, 0.95],
    [0.4, 0.0629961, 0.00992126, 0.0015625, 0.000927734],
  ],
  [
    [0.01, 0.01, 0.01, 0.01, 0.01, 0.95],
    [0.32, 0.08, 0.02, 0.005, 0.00125, 0.000927734],
  ],
];

const planOf = (levels: readonly object[]) =>
  readSettings({
    link_type: 'dedupe_only',
    comparisons: [
      {
        output_column_name: 'a',
        comparison_levels: [{ sql_condition: 'a_l is null or a_r is null', is_null_level: true }, ...levels, { sql_condition: 'ELSE' }],
      },
    ],
  });

test.each(SPLINKS.map(([m, u]) => [m.length, m, u] as const))("%i levels begin with Splink's m and u", (count, m, u) => {
  const { m: ours, u: oursToo } = startingParameters(planOf(Array.from({ length: count - 1 }, () => ({ sql_condition: 'a_l = a_r' }))));
  m.forEach((value, gamma) => expect(ours[0]?.[gamma]).toBeCloseTo(value, 6));
  u.forEach((value, gamma) => expect((oursToo[0]?.[gamma] ?? 0) / value).toBeCloseTo(1, 5));
});

test('what is given stands, 0 too, and the others keep their defaults', () => {
  const { m, u } = startingParameters(planOf([{ sql_condition: 'a_l = a_r', m_probability: 0, u_probability: 0.25 }]));
  expect([...(m[0] ?? [])]).toEqual([expect.closeTo(0.05), 0]);
  expect([...(u[0] ?? [])]).toEqual([expect.closeTo(1.6), 0.25]);
});
