import { TerminalError } from '@golden-thread/shapes/errors';

/** What a cell of a COPY may be. Dates and instants are ISO text; lists become arrays, bytes become bytea. */
export type CopyValue = string | number | bigint | boolean | null | Uint8Array | readonly (string | number | null)[];
export type CopyRow = readonly CopyValue[];

/** One row in COPY's text format, with its newline. @throws TerminalError for a text with a NUL, which Postgres cannot hold. */
export function encodeRow(row: CopyRow): string {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    if (i > 0) line += '\t';
    line += encodeValue(row[i] ?? null);
  }
  return `${line}\n`;
}

function encodeValue(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  return escapeText(encodeArray(value));
}

/** An array in Postgres's text form; every text is quoted, so that neither NULL nor an empty text is mistaken. */
export function encodeArray(members: readonly (string | number | null)[]): string {
  let text = '{';
  for (let i = 0; i < members.length; i++) {
    const member = members[i] ?? null;
    if (i > 0) text += ',';
    if (member === null) text += 'NULL';
    else if (typeof member === 'number') text += String(member);
    else text += `"${/["\\]/.test(member) ? member.replaceAll('\\', '\\\\').replaceAll('"', '\\"') : member}"`;
  }
  return `${text}}`;
}

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll(/[\\\t\n\r\0]/g, (character) => {
    const escaped = ESCAPES[character];
    if (escaped !== undefined) return escaped;
    throw new TerminalError({
      code: 'copy.nul',
      message: 'A text holds the NUL character, which Postgres cannot store.',
      remedy: 'Have the connector quarantine such a record: no standard value may hold it.',
    });
  });
}
