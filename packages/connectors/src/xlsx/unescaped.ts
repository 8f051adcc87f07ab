const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** A text of a workbook with its escapes (`_x000D_`) resolved; null where it holds what no text may: NUL or half a pair. */
export function unescaped(text: string): string | null {
  if (!text.includes('_x')) return text;
  const plain = text.replace(ESCAPE, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return plain.includes('\0') || !plain.isWellFormed() ? null : plain;
}
