/** Widths of the printable ASCII characters from the space on, in thousandths of the font size. *Source*: Helvetica's font metrics. */
const HELVETICA = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
  278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
  667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const OTHER = 650;
/** Readers' fonts differ a little: nobody's label is to be cut. */
const ROOM = 1.05;

/** Width of a line of text in pixels, the same on every machine: what a page measures in a browser, about. */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0;
  for (const symbol of text) thousandths += HELVETICA[(symbol.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (thousandths * fontSize * ROOM) / 1000;
}

/** How much wider bold letters are. */
export const BOLD = 1.08;

/** A text in lines no wider than `width` pixels, broken at spaces; a word that is longer is broken where it must be. */
export function wrapText(text: string, width: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, fontSize) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      const parts = brokenWord(word, width, fontSize);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? '';
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function brokenWord(word: string, width: number, fontSize: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const symbol of word) {
    if (part !== '' && textWidth(part + symbol, fontSize) > width) {
      parts.push(part);
      part = '';
    }
    part += symbol;
  }
  return [...parts, part];
}
