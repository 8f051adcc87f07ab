import { mostRecent, onlyFrom } from '@golden-thread/shapes/declare/survivorship';
import { expect, test } from 'vitest';
import { assembleGolden } from './assemble.ts';
import { explainValue } from './explain-value.ts';
import { CONTEXT, record, rules } from './records.fixture.ts';

const school = record({ key: 1, source: 'school', trueAt: '2026-09-01', values: { surname: 'Osei' } });
const health = record({ key: 2, source: 'health', trueAt: '2025-01-01', values: { surname: 'OSEI' } });
const police = record({ key: 3, source: 'police', trueAt: '2099-01-01', values: { surname: 'Osie' } });

test('an explanation names the winner first, and for each loser the criterion by which it lost', () => {
  const survivorship = rules({ surname: mostRecent([]) });
  const why = explainValue([police, health, school], survivorship, CONTEXT, 'surname');
  expect(why.decidedBy).toBe('true_most_recently');
  expect(why.offers.map(({ recordKey, fate, agrees }) => [recordKey, fate, agrees])).toEqual([
    [1, 'won', true],
    [2, 'true_most_recently', true],
    [3, 'true_most_recently', false],
  ]);
  expect(why.value).toBe(assembleGolden([police, health, school], survivorship, CONTEXT).values.surname);
});

test('a source that the rule leaves out is shown as not considered', () => {
  const why = explainValue([school, health], rules({ surname: onlyFrom(['health']) }), CONTEXT, 'surname');
  expect(why.decidedBy).toBe('only_one');
  expect(why.offers.map(({ recordKey, fate }) => [recordKey, fate])).toEqual([
    [2, 'won'],
    [1, 'not_considered'],
  ]);
});

test('where nothing is offered, the explanation says so', () => {
  const why = explainValue([school], rules({}), CONTEXT, 'postcode');
  expect([why.decidedBy, why.value, why.offers, why.together]).toEqual(['nothing', null, [], ['address', 'uprn']]);
});
