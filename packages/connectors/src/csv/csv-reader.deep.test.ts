import { test } from 'vitest';
import { agreesWithThePlainReader, writtenComesBack } from './csv-properties.fixture.ts';

test('what was written comes back, cell for cell, over very many tables', () => writtenComesBack(200_000));

test('hostile text gives what the second reader gives, over very many texts', () => agreesWithThePlainReader(1_000_000));
