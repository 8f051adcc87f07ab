import type { TextValues } from '@golden-thread/shapes/columns';

/** Texts by number from 1; 0 is null. */
export function textValuesOf(texts: readonly string[]): TextValues {
  const parts = texts.map((text) => Buffer.from(text.toWellFormed()));
  const starts = new Int32Array(new SharedArrayBuffer(4 * (texts.length + 2)));
  parts.forEach((part, k) => {
    starts[k + 2] = (starts[k + 1] as number) + part.length;
  });
  const bytes = new Uint8Array(new SharedArrayBuffer(starts[texts.length + 1] as number));
  parts.forEach((part, k) => bytes.set(part, starts[k + 1]));
  return { kind: 'text', size: texts.length + 1, bytes, starts };
}
