import { hash } from 'node:crypto';
import type { RowFate } from '@golden-thread/shapes/codes';

/** One delivered row, its cells cut to the columns that may be kept. */
export interface KeptRow {
  /** 1-based record number in the delivery. */
  readonly place: number;
  readonly line: number | null;
  readonly cells: readonly (string | null)[];
  readonly problem: { readonly code: string; readonly field: string | null } | null;
}

export interface KnownRecord {
  readonly recordKey: number;
  /** Hexadecimal row hash of the live version; `null` when the record is not live now. */
  readonly hash: string | null;
  /** Counts the people whom the id has named before. */
  readonly incarnation: number;
}

/** A row that tonight's version must be written for. */
export interface FreshRow {
  readonly id: string;
  /** `null` when the id was never seen. */
  readonly recordKey: number | null;
  readonly cells: readonly (string | null)[];
  readonly hash: string;
  readonly place: number;
}

export interface QuarantinedRow {
  readonly place: number;
  readonly line: number | null;
  readonly code: string;
  readonly field: string | null;
  readonly cells: readonly (string | null)[];
}

export interface SortedRows {
  readonly fresh: readonly FreshRow[];
  /** Live records of this part that the delivery, if it is full, no longer holds. */
  readonly gone: readonly number[];
  readonly quarantined: readonly QuarantinedRow[];
  /** Source rows by where they ended; `in` is their sum. `removed` counts records, which are not in the file. */
  readonly counts: Readonly<Record<RowFate | 'in', number>>;
}

export interface SortRowsOptions {
  /** Positions of the key's cells. */
  readonly keyCells: readonly number[];
  readonly delivers: 'full' | 'changes';
  /** Versions of all that decides how a row is normalised: another version makes every row changed. */
  readonly salt: string;
  readonly known: ReadonlyMap<string, KnownRecord>;
  readonly inCohort: (cells: readonly (string | null)[]) => boolean;
}

interface Seen {
  readonly hash: string;
  readonly place: number;
  readonly line: number | null;
  /** Dropped for an unchanged row: nothing of it is needed unless its key comes again. */
  readonly cells: readonly (string | null)[] | null;
  clashed: boolean;
}

/**
 * Decides for every row of a delivery where it ends: exactly one place each. Memory follows the change, not the file.
 * Same key and same content twice is a duplicate; same key with other content is quarantined in a full delivery, and
 * in a delivery of changes the later row decides.
 */
export async function sortRows(batches: AsyncIterable<readonly KeptRow[]>, options: SortRowsOptions): Promise<SortedRows> {
  const sorter = new RowSorter(options);
  for await (const batch of batches) for (const row of batch) sorter.place(row);
  return sorter.finish();
}

class RowSorter {
  readonly #options: SortRowsOptions;
  readonly #seen = new Map<string, Seen>();
  /** Ids that left the cohort, and ids that a quarantined row names: neither is known to be gone. */
  readonly #outside = new Set<string>();
  readonly #heldBack = new Set<string>();
  readonly #quarantined: QuarantinedRow[] = [];
  readonly #counts = { in: 0, new: 0, changed: 0, unchanged: 0, removed: 0, quarantined: 0, duplicate: 0, out_of_cohort: 0 };

  constructor(options: SortRowsOptions) {
    this.#options = options;
  }

  place(row: KeptRow): void {
    this.#counts.in++;
    const id = idOf(row.cells, this.#options.keyCells);
    if (row.problem !== null) this.#quarantine(row, id, row.problem.code, row.problem.field);
    else if (id === null) this.#quarantine(row, id, 'record.key_missing', null);
    else if (!this.#options.inCohort(row.cells)) {
      this.#counts.out_of_cohort++;
      this.#outside.add(id);
    } else this.#placeNamed(row, id);
  }

  finish(): SortedRows {
    const fresh: FreshRow[] = [];
    for (const [id, row] of this.#seen) {
      if (row.clashed) continue;
      const known = this.#options.known.get(id);
      this.#counts[row.cells === null ? 'unchanged' : known === undefined || known.hash === null ? 'new' : 'changed']++;
      if (row.cells !== null) fresh.push({ id, recordKey: known?.recordKey ?? null, cells: row.cells, hash: row.hash, place: row.place });
    }
    const gone = this.#gone();
    this.#counts.removed = gone.length;
    this.#counts.quarantined = this.#quarantined.length;
    return { fresh, gone, quarantined: this.#quarantined.sort((a, b) => a.place - b.place), counts: this.#counts };
  }

  #placeNamed(row: KeptRow, id: string): void {
    const rowHash = hashRow(row.cells, this.#options.salt);
    const before = this.#seen.get(id);
    if (before !== undefined && (before.hash === rowHash || this.#options.delivers === 'changes')) this.#counts.duplicate++;
    if (before === undefined || (before.hash !== rowHash && this.#options.delivers === 'changes')) {
      const unchanged = this.#options.known.get(id)?.hash === rowHash;
      this.#seen.set(id, { hash: rowHash, place: row.place, line: row.line, cells: unchanged ? null : row.cells, clashed: false });
    } else if (before.hash !== rowHash) {
      if (!before.clashed) this.#quarantine({ ...before, cells: before.cells ?? [], problem: null }, id, 'record.key_repeated', null);
      before.clashed = true;
      this.#quarantine(row, id, 'record.key_repeated', null);
    }
  }

  #quarantine(row: KeptRow, id: string | null, code: string, field: string | null): void {
    this.#quarantined.push({ place: row.place, line: row.line, code, field, cells: row.cells });
    if (id !== null) this.#heldBack.add(id);
  }

  #gone(): readonly number[] {
    const gone: number[] = [];
    for (const [id, known] of this.#options.known) {
      if (known.hash === null || this.#seen.has(id) || this.#heldBack.has(id)) continue;
      if (this.#options.delivers === 'full' || this.#outside.has(id)) gone.push(known.recordKey);
    }
    return gone.sort((a, b) => a - b);
  }
}

/** The source's own id of a row: its key's cells, joined. `null` when one of them is empty. */
export function idOf(cells: readonly (string | null)[], keyCells: readonly number[]): string | null {
  let id = '';
  for (let i = 0; i < keyCells.length; i++) {
    const cell = cells[keyCells[i] ?? -1]?.trim();
    if (cell === undefined || cell === '') return null;
    id += i === 0 ? cell : `|${cell}`;
  }
  return id;
}

/** 128 bits of SHA-256 over the kept cells, as hexadecimal text. */
export function hashRow(cells: readonly (string | null)[], salt: string): string {
  let text = salt;
  for (const cell of cells) text += cell === null ? '\u001f\u0000' : `\u001f${cell}`;
  return hash('sha256', text, 'hex').slice(0, 32);
}
