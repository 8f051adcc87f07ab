import { basename, extname } from 'node:path';
import type { NamedFile } from '@golden-thread/orchestrator/link-request';
import { InvalidArgumentError } from 'commander';

/** What options may hold: each reads one value as it was typed. @throws InvalidArgumentError */
export function fileWithName(text: string, before: readonly NamedFile[] = []): readonly NamedFile[] {
  const at = text.indexOf('=');
  const path = text.slice(at + 1);
  const name = at < 0 ? basename(path, extname(path)) : text.slice(0, at);
  if (path === '' || name === '') throw new InvalidArgumentError('Write it as name=file, as in --input a=a.csv.');
  if (before.some((file) => file.name === name)) throw new InvalidArgumentError(`Two inputs are called ${name}.`);
  return [...before, { name, path }];
}

export function seedText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('A seed is a number or a word.');
  return text;
}

export function delimiter(text: string): string {
  const character = text === '\\t' || text === 'tab' ? '\t' : text;
  if (character.length !== 1) throw new InvalidArgumentError('It is one character, or tab.');
  return character;
}

export const collected = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('That is not a number.');
  return value;
}

export const numbers = (text: string, before: readonly number[] = []): readonly number[] => [...before, number(text)];

export function whole(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('That is not a whole number.');
  return value;
}

export function atLeastOne(text: string): number {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('There must be one at least.');
  return value;
}

/** As a match weight in bits; 0 keeps every pair, as in Splink. */
export function probability(text: string): number {
  const value = number(text);
  if (value < 0 || value >= 1) throw new InvalidArgumentError('A probability is from 0 up to, but not, 1.');
  return value === 0 ? Number.NEGATIVE_INFINITY : Math.log2(value / (1 - value));
}

/** One of several words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((name) => name === text);
    if (word === undefined) throw new InvalidArgumentError(`It is one of ${words.join(', ')}.`);
    return word;
  };
}
