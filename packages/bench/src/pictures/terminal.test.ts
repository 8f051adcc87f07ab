import { describe, expect, test } from 'vitest';
import { cut, piecesOf, terminal, wrapped } from './terminal.ts';

describe('a terminal as a picture', () => {
  const table = ['  source      in the file', '  ──────────  ───────────', '  school_mis          305'];

  test('keeps the column of every word, so that tables stay aligned in any font', () => {
    for (const line of table)
      for (const { column, text } of piecesOf(line)) expect([...line].slice(column).join('').startsWith(text)).toBe(true);
    const said = (line: string) =>
      piecesOf(line)
        .map(({ text }) => text)
        .join('')
        .replaceAll(' ', '');
    expect(table.map(said)).toEqual(table.map((line) => line.replaceAll(' ', '')));
  });

  test('marks references, and says so by colour alone: the words stay whole', () => {
    const pieces = piecesOf('gt_ce5dxj40ct is one child, by r12 and d3.');
    expect(pieces.map(({ text }) => text)).toEqual(['gt_ce5dxj40ct', 'is one child, by', 'r12', 'and', 'd3', '.']);
  });

  test('cuts tables and wraps sentences', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('────────', 4)).toBe('────');
    expect(wrapped('  one two three', 9)).toEqual(['  one two', '    three']);
    expect(wrapped('  one      two', 9)).toEqual(['  one      two']);
  });

  test('is XML whatever the words are', () => {
    const svg = terminal(['a < b && "c"'], 20, 'less & more');
    expect(svg.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
  });
});
