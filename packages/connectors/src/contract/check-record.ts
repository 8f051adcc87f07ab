import type { ContractColumn, SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { RecordProblem, RecordProblemCode } from '../delivered-row.ts';
import { isDateIn } from './date-forms.ts';

const WHOLE_NUMBER = /^[+-]?\d{1,18}$/;
const YES_OR_NO = new Set(['true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', '1', '0']);

type CellCheck = (cell: string | null) => RecordProblemCode | null;

/** The first thing about a record that its contract forbids, or null. Cells are aligned with the contract's columns. */
export type RecordCheck = (cells: readonly (string | null)[]) => RecordProblem | null;

/**
 * Prepares the checks of one contract. A cell is judged without the blanks around it, for normalising takes them off;
 * a date in none of its forms counts only where the column is required, for elsewhere normalising reports it.
 */
export function recordCheck(contract: SourceDeclaration['contract'], fieldCharacters: number): RecordCheck {
  const names = Object.keys(contract.columns);
  const checks: { at: number; name: string; check: CellCheck }[] = [];
  names.forEach((name, at) => {
    const declared = contract.columns[name];
    if (declared === undefined) return;
    const check = cellCheck(declared, contract.key.includes(name));
    if (check !== null) checks.push({ at, name, check });
  });
  return (cells) => {
    let empty = true;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (cell === null || cell === undefined) continue;
      empty = false;
      if (cell.length > fieldCharacters) return { code: 'field.too_long', field: names[i] ?? null };
    }
    if (empty) return { code: 'record.empty', field: null };
    for (const { at, name, check } of checks) {
      const code = check(cells[at] ?? null);
      if (code !== null) return { code, field: name };
    }
    return null;
  };
}

function cellCheck(declared: ContractColumn, isKey: boolean): CellCheck | null {
  const { type, required, formats } = declared;
  const accepted = declared.accepted === undefined ? null : new Set(declared.accepted.map((value) => value.trim()));
  if (!isKey && !required && accepted === null && (type === 'text' || type === 'date')) return null;
  return (cell) => {
    const value = cell === null ? '' : cell.trim();
    if (value === '') return isKey ? 'field.key_empty' : required ? 'field.required' : null;
    if (accepted !== null && !accepted.has(value)) return 'field.not_accepted';
    if (type === 'integer' && !WHOLE_NUMBER.test(value)) return 'field.integer';
    if (type === 'boolean' && !YES_OR_NO.has(value.toLowerCase())) return 'field.boolean';
    if (type === 'date' && required && formats !== undefined && !isDateIn(value, formats)) return 'field.date';
    return null;
  };
}
