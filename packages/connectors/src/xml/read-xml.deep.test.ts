import { test } from 'vitest';
import { agreesWithTheTree } from './xml-properties.fixture.ts';

test('gives what a second parser gives, over very many documents', () => agreesWithTheTree(50_000));
