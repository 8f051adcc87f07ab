import fc from 'fast-check';
import { expect, test } from 'vitest';
import { castTo } from '../expression/casts.ts';
import { listInText } from './list-in-text.ts';

test.each([
  ['["a","b"]', ['a', 'b']],
  ['["a, b", null, "it\'s", "say \\"so\\"", "\\u00e9"]', ['a, b', null, "it's", 'say "so"', 'é']],
  ['[a, b]', ['a', 'b']],
  ['  [ a b , c ] ', ['a b', 'c']],
  ["['a, b', c, 'it\\'s', 'a\\\\b', '']", ['a, b', 'c', "it's", 'a\\b', '']],
  ["[NULL, null, 'NULL']", [null, null, 'NULL']],
  ['[00417, 1.0, 12345678901234567890]', ['00417', '1.0', '12345678901234567890']],
  ['[1, 2]', ['1', '2']],
  ['["a", 1]', ['a', '1']],
  ['[]', []],
  ['[ ]', []],
  ['[a, , b]', ['a', '', 'b']],
  ['[a,]', ['a', '']],
] as const)('%s is read as DuckDB 2.0.1 reads it', (text, members) => {
  expect(listInText(text)).toEqual(members);
});

test.each(['', 'a, b', '[a', 'a]', '[a]b]', "[x'y]", '[[a], b]', '[["a"]]', '{"a": 1}', "['a' b]"])('%s is no list', (text) => {
  expect(listInText(text)).toBeNull();
});

test('a list that is written as JSON, or as a text of DuckDB, is read again', () => {
  const lists = fc.array(fc.option(fc.oneof(fc.string(), fc.constantFrom('a, b', "it's", 'null', '[x]', ' ', '\\', '"'))));
  fc.assert(
    fc.property(lists, (list) => {
      expect(listInText(JSON.stringify(list))).toEqual(list);
      expect(listInText(String(castTo('text', list, 'text[]')))).toEqual(list);
    }),
  );
});
