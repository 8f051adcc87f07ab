/** Lines that are whole. */
export interface Lines {
  /** Without their line feeds; null for one that is too long. */
  readonly lines: readonly (string | null)[];
  /** What stands after the last line feed of all. */
  readonly unended: boolean;
}

/** Text in pieces of any size as lines. A line above so many characters is never held. */
export async function* linesOf(text: AsyncIterable<string>, mostCharacters: number): AsyncGenerator<Lines> {
  let rest = '';
  let overlong = false;
  for await (const piece of text) {
    const found: (string | null)[] = (rest + piece).split('\n');
    const end = found.pop() ?? '';
    if (found.length > 0) {
      if (overlong) found[0] = null;
      overlong = false;
    }
    rest = overlong ? '' : end;
    if (rest.length > mostCharacters) {
      overlong = true;
      rest = '';
    }
    const lines = found.map((line) => (line !== null && line.length > mostCharacters ? null : line));
    if (lines.length > 0) yield { lines, unended: false };
  }
  if (overlong || rest !== '') yield { lines: [overlong ? null : rest], unended: true };
}
