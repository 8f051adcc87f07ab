import type { RecordProblem, RecordProblemCode } from '../delivered-row.ts';
import type { ReadRecord } from '../read-record.ts';

/** Members of one file that the contract does not name: enough to say so. */
const UNKNOWN_SHOWN = 200;

/** Fills the cells of one record after another from its members, and keeps account of the columns that were there. */
export interface RecordBuilder {
  begin(line: number): void;
  /** A member was named: seen twice in one record, nobody can say which is meant. */
  member(path: string): void;
  text(path: string, value: string, escaped: boolean): void;
  /** A number, `true` or `false`, as it is written. */
  literal(path: string, written: string): void;
  nothing(path: string): void;
  /** A list or an object begins; true where what it holds is nobody's column. */
  structure(path: string, isList: boolean): boolean;
  fault(code: RecordProblemCode): void;
  end(): ReadRecord;
  /** Columns of the contract that any record had, and members that it has not. */
  found(): readonly string[];
}

export function recordBuilder(columns: readonly string[]): RecordBuilder {
  const places = new Map(columns.map((name, i) => [name, i]));
  const within = columnsWithin(columns);
  const found = new Set<string>();
  const unknown = new Set<string>();
  const members = new Set<string>();
  let line = 0;
  let cells: (string | null)[] = [];
  let problem: RecordProblem | null = null;

  const wrong = (code: RecordProblemCode, path: string | null): void => {
    problem ??= { code, field: path !== null && places.has(path) ? path : null };
  };
  const put = (path: string, value: string | null): void => {
    const place = places.get(path);
    if (place !== undefined) {
      found.add(path);
      cells[place] = value;
    } else if (unknown.size < UNKNOWN_SHOWN) unknown.add(path);
  };

  return {
    begin(startLine) {
      line = startLine;
      cells = columns.map(() => null);
      problem = null;
      members.clear();
    },
    member(path) {
      if (members.has(path)) wrong('field.twice', path);
      members.add(path);
    },
    text(path, value, escaped) {
      const storable = !escaped || (!value.includes('\0') && value.isWellFormed());
      if (!storable) wrong('field.unstorable', path);
      put(path, storable && value !== '' ? value : null);
    },
    literal(path, written) {
      if (places.has(path) && !isSafeNumber(written)) wrong('field.unsafe_number', path);
      put(path, written);
    },
    nothing(path) {
      const inner = within.get(path);
      if (inner === undefined) put(path, null);
      else for (const name of inner) found.add(name);
    },
    structure(path, isList) {
      if (places.has(path)) {
        found.add(path);
        wrong('field.not_a_value', path);
        return true;
      }
      if (isList) put(path, null);
      return isList;
    },
    fault: (code) => wrong(code, null),
    end: () => ({ line, cells, problem }),
    found: () => [...found, ...unknown],
  };
}

/** Columns of the contract by the objects that hold them: `address` holds `address.street`. */
function columnsWithin(columns: readonly string[]): Map<string, string[]> {
  const within = new Map<string, string[]>();
  for (const name of columns) {
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      const prefix = name.slice(0, dot);
      within.set(prefix, [...(within.get(prefix) ?? []), name]);
    }
  }
  return within;
}

/** A number of up to 15 digits is the same in every program; one above has lost digits somewhere if it once was a double. */
function isSafeNumber(written: string): boolean {
  if (/^-?\d+$/.test(written)) return Number.isSafeInteger(Number(written));
  return written.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length <= 15;
}
