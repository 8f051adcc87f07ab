import type { RecordProblem } from './delivered-row.ts';

/** One record as a decoder gives it: in the order of the contract's columns, not yet checked against the contract. */
export interface ReadRecord {
  /** Line on which it begins, or row of a sheet, from 1; null where the form has neither. */
  readonly line: number | null;
  readonly cells: readonly (string | null)[];
  readonly problem: RecordProblem | null;
}

/** What a decoder needs to know of a contract: its columns, and what becomes of a file that has others. */
export interface Columns {
  readonly names: readonly string[];
  /** @throws DeliveryRefused when the columns found are not those of the contract */
  readonly accept: (found: readonly string[]) => void;
}
