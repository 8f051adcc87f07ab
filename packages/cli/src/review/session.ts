import type { PairShown, WorkItem } from '@golden-thread/orchestrator/work-list';
import type { Judgement } from '@golden-thread/shapes/codes';
import { pairText } from './pair-text.ts';

/** What a review session needs of the world around it. */
export interface ReviewDesk {
  readonly width: number;
  print(text: string): void;
  /** The next key, in lower case; `null` when there are no more. */
  key(): Promise<string | null>;
  /** A line that is typed; `null` when there are no more. */
  line(prompt: string): Promise<string | null>;
  show(item: WorkItem): Promise<PairShown | null>;
  judge(item: WorkItem, verdict: Judgement, reason: string): Promise<{ readonly judgement: number; readonly warnings: readonly string[] }>;
  undo(judgement: number): Promise<void>;
}

export interface ReviewDone {
  readonly judged: number;
  readonly skipped: number;
  readonly undone: number;
}

const VERDICTS: ReadonlyMap<string, Judgement> = new Map([
  ['s', 'same'],
  ['d', 'different'],
  ['u', 'unsure'],
]);
const KEYS = 's same   d different   u unsure   k skip   z undo the last   q quit';
/** Letters that a reason has at least, as for every act. */
const LEAST_LETTERS = 3;

/** Asks about one item after another, until the list or the person is done. A choice is recorded only once its reason is given. */
export async function reviewSession(items: readonly WorkItem[], desk: ReviewDesk): Promise<ReviewDone> {
  const made: { readonly at: number; readonly judgement: number }[] = [];
  let [skipped, undone] = [0, 0];
  let at = 0;
  while (at < items.length) {
    const item = items[at];
    const pair = item === undefined ? null : await desk.show(item);
    if (item === undefined || pair === null) {
      at++;
      continue;
    }
    desk.print(`\nPair ${at + 1} of ${items.length}: ${item.kind}\n${pairText(item, pair, desk.width)}\n\n${KEYS}`);
    const answer = await answerTo(desk);
    if (answer === null) break;
    if (answer === 'undo') {
      const last = made.pop();
      if (last === undefined) desk.print('Nothing to undo in this session.');
      else {
        await desk.undo(last.judgement);
        undone++;
        at = last.at;
        desk.print(`Judgement ${last.judgement} is withdrawn.`);
      }
      continue;
    }
    if (answer === 'skip') {
      skipped++;
      at++;
      continue;
    }
    const reason = await reasonFor(desk, answer);
    if (reason === null) continue;
    const { judgement, warnings } = await desk.judge(item, answer, reason);
    desk.print([`Judged ${answer}, judgement ${judgement}.`, ...warnings].join('\n'));
    made.push({ at, judgement });
    at++;
  }
  return { judged: made.length, skipped, undone };
}

async function answerTo(desk: ReviewDesk): Promise<Judgement | 'skip' | 'undo' | null> {
  for (;;) {
    const key = await desk.key();
    if (key === null || key === 'q') return null;
    if (key === 'k') return 'skip';
    if (key === 'z') return 'undo';
    const verdict = VERDICTS.get(key);
    if (verdict !== undefined) return verdict;
    desk.print(KEYS);
  }
}

/** A reason, or `null` where the person thought better of it. */
async function reasonFor(desk: ReviewDesk, verdict: Judgement): Promise<string | null> {
  for (;;) {
    const typed = await desk.line(`Why ${verdict}? (nothing: choose again) `);
    if (typed === null || typed.trim() === '') return null;
    if (typed.trim().length >= LEAST_LETTERS) return typed.trim();
    desk.print(`A reason has ${LEAST_LETTERS} letters at least.`);
  }
}
