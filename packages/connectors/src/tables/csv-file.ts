import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { tableProblem } from './table-problem.ts';

const BYTES_A_READ = 1 << 26;
const MOST_BYTES = 2 ** 32 - 1;

/**
 * A text file's bytes on a SharedArrayBuffer, without a byte-order mark.
 * @throws DeclarationError when it is not there, is empty, or is not UTF-8.
 */
export function readTextFile(path: string): Uint8Array {
  const bytes = allBytes(path);
  if (bytes.length === 0) throw tableProblem('empty', path, 'is empty', 'Check that it is the right file; a table has at least a header.');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw utf16(path);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const zero = text.indexOf(0);
  if (zero >= 0 && zero < 2) throw utf16(path);
  if (zero >= 0) throw tableProblem('zero_byte', path, `has a zero byte at offset ${zero}`, 'Write it again as UTF-8 text.');
  if (!isUtf8(text))
    throw tableProblem(
      'not_utf8',
      path,
      `is not UTF-8: line ${firstBadLine(text)} holds bytes that are no character`,
      'Write it again as UTF-8.',
    );
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function allBytes(path: string): Uint8Array {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw tableProblem('missing', path, 'cannot be opened', 'Check the path and that you may read it.', error);
  }
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) throw tableProblem('directory', path, 'is a directory', 'Name a file.');
    if (status.size > MOST_BYTES) throw tableProblem('too_large', path, 'is larger than 4 GB', 'Divide it, or write it as Parquet.');
    const bytes = new Uint8Array(new SharedArrayBuffer(status.size));
    let read = 0;
    while (read < bytes.length) {
      const got = readSync(file, bytes, read, Math.min(BYTES_A_READ, bytes.length - read), read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

const utf16 = (path: string) => tableProblem('utf16', path, 'is UTF-16', 'Write it again as UTF-8.');

function firstBadLine(text: Buffer): number {
  let line = 1;
  for (let from = 0; from < text.length; line++) {
    const found = text.indexOf(0x0a, from);
    const to = found < 0 ? text.length : found;
    if (!isUtf8(text.subarray(from, to))) return line;
    from = to + 1;
  }
  return line;
}
