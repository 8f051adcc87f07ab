import { createHash } from 'node:crypto';
import { DICTIONARY_OF } from '../dictionary.ts';
import type { EncodedTable } from '../encode.ts';
import { LIST_COLUMNS, TEXT_COLUMNS } from '../match-table.ts';

const WORDS = 8;

/** 64 hexadecimal digits that say which records a model was trained on, in any order; the sum of each record's SHA-256. */
export function dataFingerprint(encoded: EncodedTable): string {
  const sum = new Uint32Array(WORDS);
  for (let i = 0; i < encoded.size; i++) {
    const digest = createHash('sha256').update(recordText(encoded, i)).digest();
    for (let word = 0; word < WORDS; word++) sum[word] = (sum[word] as number) + digest.readUInt32BE(word * 4);
  }
  return Array.from(sum, (word) => word.toString(16).padStart(8, '0')).join('');
}

function recordText(encoded: EncodedTable, record: number): string {
  const texts = TEXT_COLUMNS.map((column) => encoded.dictionaries[DICTIONARY_OF[column]].values[encoded.texts[column][record] as number]);
  const lists = LIST_COLUMNS.map((column) => {
    const { starts, members } = encoded.lists[column];
    const { values } = encoded.dictionaries[DICTIONARY_OF[column]];
    return Array.from(members.subarray(starts[record], starts[record + 1]), (member) => values[member] ?? '').sort();
  });
  return JSON.stringify([texts, lists]);
}
