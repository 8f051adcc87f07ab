const WIDTH = 100;

/** Prints the demo's story: chapters, sentences wrapped to a readable width, and tables as they are. */
export interface Teller {
  chapter(title: string): void;
  say(text: string): void;
  show(text: string): void;
}

export function tellerTo(write: (text: string) => void): Teller {
  let chapters = 0;
  return {
    chapter: (title) => {
      chapters++;
      write(`\n${chapters}. ${title}\n${'─'.repeat(Math.min(WIDTH, title.length + 3))}\n`);
    },
    say: (text) => write(`${wrap(text)}\n`),
    show: (text) => write(`${text}\n`),
  };
}

function wrap(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
