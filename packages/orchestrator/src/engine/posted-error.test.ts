import { DeclarationError, GateError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { expect, test } from 'vitest';
import { arrivedError, postedError } from './posted-error.ts';

test.each([
  new DeclarationError({ code: 'a.b', message: 'It is wrong.', remedy: 'Mend it.' }),
  new GateError({ code: 'a.c', message: 'It is too much.', remedy: 'Allow more.' }),
  new TerminalError({ code: 'a.d', message: 'It failed.', remedy: 'Look.' }),
  new TransientError({ code: 'a.e', message: 'It failed for now.', remedy: 'Try again.' }),
  new RangeError('Out of it.'),
  new TypeError('Of another kind.'),
  new Error('Something.'),
])('%s is the same after it was posted', (error) => {
  const arrived = arrivedError(structuredClone(postedError(error)));
  expect(arrived).toBeInstanceOf(error.constructor);
  expect(arrived.message).toBe(error.message);
  expect({ ...arrived }).toEqual({ ...error });
});

test('what is not an error arrives as one', () => {
  expect(arrivedError(structuredClone(postedError('words')))).toEqual(new Error('words'));
});
