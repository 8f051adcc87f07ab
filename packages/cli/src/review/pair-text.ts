import type { PairShown, WorkItem } from '@golden-thread/orchestrator/work-list';

/** Words for what a letter in the margin says, so that nothing hangs on colour. */
const MARKS = { differs: '≠', oneOnly: '·', same: ' ' } as const;

/** Two records side by side, what differs first; no line is wider than `width`, and nothing is cut off. */
export function pairText(item: WorkItem, pair: PairShown, width: number): string {
  const names = Math.min(22, Math.max(...pair.rows.map(({ attribute }) => attribute.length), 4));
  const cell = Math.max(8, Math.floor((width - names - 6) / 2));
  const line = (mark: string, name: string, one: string, other: string): string[] => {
    const parts = [wrapped(name, names), wrapped(one, cell), wrapped(other, cell)];
    const [titles = [], left = [], right = []] = parts;
    return Array.from({ length: Math.max(...parts.map((part) => part.length)) }, (_, i) =>
      `${i === 0 ? mark : ' '} ${(titles[i] ?? '').padEnd(names)}  ${(left[i] ?? '').padEnd(cell)}  ${right[i] ?? ''}`.trimEnd(),
    );
  };
  const words = [item.why, ...(item.facts === null ? [] : [item.facts])].flatMap((text) => wrapped(text, width));
  return [
    ...words,
    '',
    ...line(' ', '', item.a, item.b),
    ...line(' ', 'source', ...pair.labels),
    ...line(' ', 'as at', ...pair.dates),
    ...pair.rows.flatMap(({ attribute, values: [one, other] }) => {
      const mark = one === other ? MARKS.same : one === null || other === null ? MARKS.oneOnly : MARKS.differs;
      return line(mark, attribute.replaceAll('_', ' '), one ?? '–', other ?? '–');
    }),
  ].join('\n');
}

/** A text in lines of at most so many characters, broken between words where it can be. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text).split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (next.length <= width) {
      line = next;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
}

/** What came from a file never steers the terminal: control characters and marks of direction are shown as `?`. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?');
