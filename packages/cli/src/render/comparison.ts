import type { ComparedColumn, ComparedPair, ComparedPairs } from '@golden-thread/orchestrator/comparison';
import { counted, table } from './table.ts';

/** Pairs that somebody asked about, each from the prior to its weight, for people. */
export function comparisonText({ count, pairs, written }: ComparedPairs): string {
  return [
    ...pairs.map(pairText),
    ...(count > pairs.length ? [`and ${counted(count - pairs.length, 'more pair')}; --pairs scored.csv writes them all`] : []),
    ...written.map((path) => `  written: ${path}`),
  ].join('\n');
}

function pairText(pair: ComparedPair): string {
  const { left, right, rule, prior, comparisons, weight, probability } = pair;
  const showsValues = comparisons.some(({ values }) => values !== null);
  let sum = prior;
  const row = (name: string, level: string, weighs: number, values = ''): string[] => {
    sum += weighs;
    return [name, level, bits(weighs), bits(sum), ...(showsValues ? [values] : [])];
  };
  const rows = [
    ['prior', 'two random records', bits(prior), bits(prior), ...(showsValues ? [''] : [])],
    ...comparisons.flatMap((own) => [
      row(own.name, own.gamma < 0 ? `not compared: ${own.level}` : own.level, own.bits, valuesOf(own)),
      ...(own.frequencyBits === 0 ? [] : [row('', `how ${own.frequencyBits > 0 ? 'rare' : 'common'} the value is`, own.frequencyBits)]),
    ]),
  ];
  return [
    `${left.source}:${left.id} and ${right.source}:${right.id}`,
    rule === null ? '  no blocking rule makes this pair' : `  blocking rule ${rule.number} makes this pair: ${rule.text}`,
    table(['comparison', 'level', 'bits', 'so far', ...(showsValues ? ['values'] : [])], rows),
    `  match weight ${bits(weight)} bits, match probability ${probabilityText(probability)}`,
    '',
  ].join('\n');
}

const valuesOf = ({ values }: ComparedColumn): string =>
  Object.entries(values ?? {})
    .map(([name, [left, right]]) => `${name} ${JSON.stringify(left)} | ${JSON.stringify(right)}`)
    .join(', ');

/** Sign and two places; weights at Splink's limits are certainty. */
const bits = (value: number): string =>
  Math.abs(value) > MOST_TOLD ? (value > 0 ? '+∞' : '−∞') : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;
const MOST_TOLD = 900;

const probabilityText = (value: number): string =>
  value > 0.9999 && value < 1
    ? `1 − ${(1 - value).toExponential(2)}`
    : value < 0.0001 && value > 0
      ? value.toExponential(2)
      : value.toFixed(4);
