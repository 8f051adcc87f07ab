import type { Command } from 'commander';
import { cluster } from './cluster.ts';
import { compare } from './compare.ts';
import { db } from './db.ts';
import { describe } from './describe.ts';
import { due } from './due.ts';
import { dump } from './dump.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { feedback } from './feedback.ts';
import { gates } from './gates.ts';
import { judge } from './judge.ts';
import { link } from './link.ts';
import { nightly } from './nightly.ts';
import { person } from './person.ts';
import { plan } from './plan.ts';
import { policy } from './policy.ts';
import { publications } from './publications.ts';
import { quarantine } from './quarantine.ts';
import { review } from './review.ts';
import { status } from './status.ts';
import { train } from './train.ts';

/** Adds a command to the program; `root` is the checkout. */
export type AddCommand = (program: Command, root: string) => void;

/** In the order in which help lists them. */
export const ALL_COMMANDS: readonly AddCommand[] = [
  nightly,
  due,
  plan,
  status,
  publications,
  gates,
  policy,
  judge,
  review,
  feedback,
  explain,
  person,
  describe,
  dump,
  quarantine,
  train,
  link,
  cluster,
  evaluate,
  compare,
  explore,
  db,
];
