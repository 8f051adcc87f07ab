import type { RecordProblem, RecordProblemCode } from '../delivered-row.ts';
import type { ReadRecord } from '../read-record.ts';

/** Members of one file that the contract does not name: enough to say so. */
const UNKNOWN_SHOWN = 200;

/** Fills the cells of one record after another from its members, and keeps account of the columns that were there. */
export interface RecordBuilder {
  begin(line: number): void;
  /** Names the member that the next call is about. Seen twice in one record, nobody can say which is meant. */
  member(path: string): void;
  text(value: string, escaped: boolean): void;
  /** A number, `true` or `false`, as it is written. */
  literal(written: string): void;
  nothing(): void;
  /** A list or an object begins; true where what it holds is nobody's column. */
  structure(isList: boolean): boolean;
  fault(code: RecordProblemCode): void;
  end(): ReadRecord;
  /** Columns of the contract that any record had, and members that it has not. */
  found(): readonly string[];
}

export function recordBuilder(columns: readonly string[]): RecordBuilder {
  const places = new Map(columns.map((name, i) => [name, i]));
  const within = columnsWithin(columns);
  const found = columns.map(() => false);
  const unknown = new Set<string>();
  /** Number of the record in which each column was last named. */
  const namedIn = columns.map(() => 0);
  const alsoNamed = new Set<string>();
  let record = 0;
  let line = 0;
  let cells: (string | null)[] = [];
  let problem: RecordProblem | null = null;
  let path = '';
  let place: number | undefined;

  const wrong = (code: RecordProblemCode): void => {
    problem ??= { code, field: place === undefined ? null : path };
  };
  const put = (value: string | null): void => {
    if (place === undefined) {
      if (unknown.size < UNKNOWN_SHOWN) unknown.add(path);
      return;
    }
    found[place] = true;
    cells[place] = value;
  };

  return {
    begin(startLine) {
      record++;
      line = startLine;
      cells = columns.map(() => null);
      problem = null;
      place = undefined;
      alsoNamed.clear();
    },
    member(named) {
      path = named;
      place = places.get(named);
      if (place === undefined) {
        if (alsoNamed.has(path)) wrong('field.twice');
        alsoNamed.add(path);
        return;
      }
      if (namedIn[place] === record) wrong('field.twice');
      namedIn[place] = record;
    },
    text(value, escaped) {
      const storable = !escaped || (!value.includes('\0') && value.isWellFormed());
      if (!storable) wrong('field.unstorable');
      put(storable && value !== '' ? value : null);
    },
    literal(written) {
      if (place !== undefined && !isSafeNumber(written)) wrong('field.unsafe_number');
      put(written);
    },
    nothing() {
      const inner = within.get(path);
      if (inner === undefined) put(null);
      else for (const at of inner) found[at] = true;
    },
    structure(isList) {
      if (place !== undefined) {
        found[place] = true;
        wrong('field.not_a_value');
        return true;
      }
      if (isList) put(null);
      return isList;
    },
    fault(code) {
      place = undefined;
      wrong(code);
    },
    end: () => ({ line, cells, problem }),
    found: () => [...columns.filter((_, i) => found[i]), ...unknown],
  };
}

/** Places of columns by the objects that hold them: `address` holds `address.street`. */
function columnsWithin(columns: readonly string[]): Map<string, number[]> {
  const within = new Map<string, number[]>();
  columns.forEach((name, place) => {
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      const prefix = name.slice(0, dot);
      within.set(prefix, [...(within.get(prefix) ?? []), place]);
    }
  });
  return within;
}

/** A number of up to 15 digits is the same in every program; one above has lost digits somewhere if it once was a double. */
function isSafeNumber(written: string): boolean {
  if (/^-?\d+$/.test(written)) return Number.isSafeInteger(Number(written));
  return written.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length <= 15;
}
