import { test } from 'vitest';
import { changedBytesAreTold, written } from './parquet-files.fixture.ts';

test('any byte changed gives records or a refusal, never another error', () => changedBytesAreTold(Buffer.from(written(50)), 300));
