import { at, escaped, INK, MONO, picture } from './svg.ts';

const FONT = 12.5;
const COLUMN = 7.53;
const LINE = 18;
const MARGIN = { x: 26, top: 58, bottom: 24 };
const REFERENCE = /\bgt_[a-z0-9]{10}\b|\b[rdp]\d+\b/g;

interface Piece {
  readonly column: number;
  readonly text: string;
  readonly style: string;
}

/**
 * Lines of a terminal as a picture. Every word's column is written down, so tables stay aligned in whatever fixed-width font a
 * reader has; a line longer than `columns` ends in an ellipsis.
 */
export function terminal(lines: readonly string[], columns: number, words: string): string {
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN.x);
  const height = MARGIN.top + lines.length * LINE + MARGIN.bottom;
  const dots = ['#e5786d', '#e3b341', '#7cb87f'].map((fill, i) => `<circle cx="${MARGIN.x + 6 + i * 18}" cy="26" r="5.5" fill="${fill}"/>`);
  const texts = lines.flatMap((line, row) => piecesOf(cut(line, columns)).map((piece) => drawn(piece, MARGIN.top + row * LINE)));
  return picture({ width, height }, words, [
    ...dots,
    `<line x1="0.5" y1="44" x2="${width - 0.5}" y2="44" stroke="${INK.edge}"/>`,
    `<g font-family="${escaped(MONO)}" font-size="${FONT}" fill="${INK.text}">`,
    ...texts,
    '</g>',
  ]);
}

/** A line within a width; what is cut off is an ellipsis, but for a rule. */
export const cut = (line: string, columns: number): string => {
  const characters = [...line];
  return characters.length <= columns ? line : `${characters.slice(0, columns - 1).join('')}${characters[columns - 1] === '─' ? '─' : '…'}`;
};

/** Sentences that are too long for a line go on in the next, two spaces further in; tables stay as they are. */
export function wrapped(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    if (line.length <= columns || /\S {2,}\S/.test(line)) return [line];
    const indent = ' '.repeat(line.length - line.trimStart().length);
    const lines: string[] = [];
    for (const word of line.trim().split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(`${indent}${lines.length === 0 ? '' : '  '}${word}`);
    }
    return lines;
  });
}

/** A line in pieces: apart where two spaces or more part them, or where the style changes. */
export function piecesOf(line: string): readonly Piece[] {
  const whole = lineStyle(line);
  const pieces: Piece[] = [];
  for (const words of line.matchAll(/\S+(?: \S+)*/g)) {
    let from = 0;
    const add = (to: number, style: string) => {
      const text = words[0].slice(from, to);
      const before = text.length - text.trimStart().length;
      if (text.trim() !== '') pieces.push({ column: [...line.slice(0, words.index + from + before)].length, text: text.trim(), style });
      from = to;
    };
    for (const reference of whole === '' ? words[0].matchAll(REFERENCE) : []) {
      add(reference.index, whole);
      add(reference.index + reference[0].length, `fill="${INK.reference}"`);
    }
    add(words[0].length, whole);
  }
  return pieces;
}

function lineStyle(line: string): string {
  if (/^\d+\. \S/.test(line)) return `fill="${INK.gold}" font-weight="700"`;
  if (line.startsWith('$ ')) return 'font-weight="700"';
  return /^[\s─]+$/.test(line) || line.trim() === '…' ? `fill="${INK.quiet}"` : '';
}

function drawn({ column, text, style }: Piece, y: number): string {
  const length = [...text].length * COLUMN;
  return `<text x="${at(MARGIN.x + column * COLUMN)}" y="${y + 16}" textLength="${at(length)}" lengthAdjust="spacingAndGlyphs"${style === '' ? '' : ` ${style}`}>${escaped(text)}</text>`;
}
