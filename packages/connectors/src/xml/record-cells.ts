import type { RecordProblem, RecordProblemCode } from '../delivered-row.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import type { XmlTarget } from './place-tree.ts';

/** Fills one record after another; values of elements around records are kept for as long as those are open. */
export interface RecordCells {
  /** An element on the record's path begins, so many steps from the root. */
  scopeBegins(steps: number): void;
  recordBegins(line: number): void;
  recordEnds(): ReadRecord;
  inRecord(): boolean;
  put(target: XmlTarget, value: string, line: number): void;
  fault(code: RecordProblemCode, target: XmlTarget | null): void;
}

export function recordCells(columns: readonly string[], recordSteps: number, limits: DeliveryLimits): RecordCells {
  /** By scope: values of columns that belong to the element open there, and whether a record in it has ended. */
  const around: { values: Map<number, string | null>; used: boolean }[] = [];
  let cells: (string | null)[] = [];
  let taken: boolean[] = [];
  let problem: RecordProblem | null = null;
  let characters = 0;
  let line = 0;
  let within = false;

  const fault = (code: RecordProblemCode, target: XmlTarget | null): void => {
    problem ??= { code, field: target?.name ?? null };
  };
  const putAround = ({ scope, column, name }: XmlTarget, value: string, at: number): void => {
    const open = around[scope];
    if (open === undefined) return;
    if (open.values.has(column)) throw ambiguous(name, at, 'stands twice around the same records');
    if (open.used) throw ambiguous(name, at, 'stands after records that it is about');
    if (value.length > limits.fieldCharacters) throw ambiguous(name, at, 'is longer than a field may be');
    open.values.set(column, value === '' ? null : value);
  };

  return {
    scopeBegins(steps) {
      around[steps] = { values: new Map(), used: false };
    },
    recordBegins(at) {
      within = true;
      line = at;
      cells = columns.map(() => null);
      taken = columns.map(() => false);
      problem = null;
      characters = 0;
    },
    recordEnds() {
      within = false;
      for (let scope = 1; scope < recordSteps; scope++) {
        const open = around[scope];
        if (open === undefined) continue;
        open.used = true;
        for (const [column, value] of open.values) cells[column] = value;
      }
      return { line, cells, problem };
    },
    inRecord: () => within,
    put(target, value, at) {
      if (!within) {
        putAround(target, value, at);
        return;
      }
      characters += value.length;
      if (characters > limits.recordCharacters) fault('record.too_long', null);
      else if (value.length > limits.fieldCharacters) fault('field.too_long', target);
      else if (taken[target.column] === true && target.joined === null) fault('field.twice', target);
      else if (value !== '') {
        const before = cells[target.column] ?? null;
        cells[target.column] = before === null || target.joined === null ? value : before + target.joined + value;
      }
      taken[target.column] = true;
    },
    fault,
  };
}

function ambiguous(name: string, line: number, what: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.xml_field',
    message: `The field '${name}' ${what}, on line ${line}.`,
    remedy: "Ask the sender for the form of the contract, or mend the field's path in decoder.fields of the source.",
  });
}
