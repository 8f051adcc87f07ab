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
  hash: string;
  place: number;
  line: number | null;
  /** Dropped for an unchanged row: nothing of it is needed unless its key comes again. */
  cells: readonly (string | null)[] | null;
  unchanged: boolean;
  clashed: boolean;
}

/**
 * Decides for every row of a delivery where it ends: exactly one place each. Memory follows the change, not the file.
 * Same key and same content twice is a duplicate; same key with other content is quarantined in a full delivery, and
 * in a delivery of changes the later row decides.
 */
export async function sortRows(batches: AsyncIterable<readonly KeptRow[]>, options: SortRowsOptions): Promise<SortedRows> {
  const seen = new Map<string, Seen>();
  const outside = new Set<string>();
  const quarantined: QuarantinedRow[] = [];
  const heldIds = new Set<string>();
  const counts = { in: 0, new: 0, changed: 0, unchanged: 0, removed: 0, quarantined: 0, duplicate: 0, out_of_cohort: 0 };
  const quarantine = (row: KeptRow, code: string, field: string | null) => quarantined.push({ place: row.place, line: row.line, code, field, cells: row.cells });

  for await (const batch of batches) {
    for (const row of batch) {
      counts.in++;
      const id = idOf(row.cells, options.keyCells);
      if (row.problem !== null) {
        quarantine(row, row.problem.code, row.problem.field);
        if (id !== null) heldIds.add(id);
        continue;
      }
      if (id === null) {
        quarantine(row, 'record.key_missing', null);
        continue;
      }
      if (!options.inCohort(row.cells)) {
        counts.out_of_cohort++;
        outside.add(id);
        continue;
      }
      const rowHash = hashRow(row.cells, options.salt);
      const before = seen.get(id);
      if (before === undefined) {
        const unchanged = options.known.get(id)?.hash === rowHash;
        seen.set(id, { hash: rowHash, place: row.place, line: row.line, cells: unchanged ? null : row.cells, unchanged, clashed: false });
      } else if (before.hash === rowHash) {
        counts.duplicate++;
      } else if (options.delivers === 'changes') {
        counts.duplicate++;
        const unchanged = options.known.get(id)?.hash === rowHash;
        seen.set(id, { hash: rowHash, place: row.place, line: row.line, cells: unchanged ? null : row.cells, unchanged, clashed: false });
      } else {
        if (!before.clashed) quarantined.push({ place: before.place, line: before.line, code: 'record.key_repeated', field: null, cells: before.cells ?? [] });
        before.clashed = true;
        heldIds.add(id);
        quarantine(row, 'record.key_repeated', null);
      }
    }
  }

  const fresh: FreshRow[] = [];
  for (const [id, row] of seen) {
    if (row.clashed) continue;
    const known = options.known.get(id);
    if (row.unchanged) counts.unchanged++;
    else if (known === undefined || known.hash === null) counts.new++;
    else counts.changed++;
    if (row.cells !== null) fresh.push({ id, recordKey: known?.recordKey ?? null, cells: row.cells, hash: row.hash, place: row.place });
  }
  const gone: number[] = [];
  for (const [id, known] of options.known) {
    if (known.hash === null || seen.has(id) || heldIds.has(id)) continue;
    if (options.delivers === 'full' || outside.has(id)) gone.push(known.recordKey);
  }
  counts.removed = gone.length;
  counts.quarantined = quarantined.length;
  quarantined.sort((a, b) => a.place - b.place);
  return { fresh, gone: gone.sort((a, b) => a - b), quarantined, counts };
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
