import { test } from 'vitest';
import { formsGiveTheSame, STREAMED } from './same-records.fixture.ts';

test('the same children in every form, packed or not, are the same records', () => formsGiveTheSame(STREAMED, 60));

test('and in Parquet', () => formsGiveTheSame(['parquet'], 4));
