import { test } from 'vitest';
import { formsGiveTheSame, STREAMED } from './same-records.fixture.ts';

test('the same children in every form, packed or not, are the same records, over very many tables', () => formsGiveTheSame(STREAMED, 3000));

test('and in Parquet, over many', () => formsGiveTheSame(['parquet'], 200));
