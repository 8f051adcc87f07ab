import { createInterface, emitKeypressEvents } from 'node:readline';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { ReviewDesk } from './session.ts';

const WIDEST = 120;

export type Terminal = Pick<ReviewDesk, 'width' | 'print' | 'key' | 'line'> & { close(): void };

/** The terminal that this process runs in. @throws DeclarationError where there is none. */
export function openTerminal(): Terminal {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    throw new DeclarationError({
      code: 'review.no_terminal',
      message: 'Reviewing asks with keys, and this is no terminal.',
      remedy: "Run it in a terminal; or list with gt review list and decide with: gt judge same r12 r34 --reason '…'",
    });
  emitKeypressEvents(stdin);
  return {
    width: Math.min(WIDEST, stdout.columns || 80),
    print: (text) => void stdout.write(`${text}\n`),
    key: () =>
      new Promise((resolve) => {
        stdin.setRawMode(true);
        stdin.resume();
        stdin.once('keypress', (text: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }) => {
          stdin.setRawMode(false);
          stdin.pause();
          resolve(key.ctrl === true && (key.name === 'c' || key.name === 'd') ? null : (text ?? '').toLowerCase());
        });
      }),
    line: (prompt) =>
      new Promise((resolve) => {
        const reader = createInterface({ input: stdin, output: stdout });
        let answered = false;
        reader.question(prompt, (typed) => {
          answered = true;
          reader.close();
          resolve(typed);
        });
        reader.once('close', () => {
          if (!answered) resolve(null);
        });
      }),
    close: () => {
      stdin.pause();
    },
  };
}
