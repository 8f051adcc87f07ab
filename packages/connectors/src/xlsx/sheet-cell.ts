import type { RecordProblemCode } from '../delivered-row.ts';
import { numberText } from './number-text.ts';
import { unescaped } from './unescaped.ts';
import type { Workbook } from './workbook.ts';

/** A cell that is not empty. */
export interface SheetCell {
  /** From 1. */
  readonly column: number;
  readonly text: string;
  readonly problem: RecordProblemCode | null;
}

/** A cell as it stands in the file. */
interface WrittenCell {
  readonly column: number;
  /** What its value is, by ECMA-376 part 1, 18.18.11. */
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly formula: boolean;
}

/** What a cell says, or null where it is empty. */
export function sheetCell({ column, type, style, value, formula }: WrittenCell, workbook: Workbook): SheetCell | null {
  const made = (text: string, problem: RecordProblemCode | null = null): SheetCell => ({ column, text, problem });
  const madeText = (text: string | null): SheetCell | null => {
    if (text === null) return made('', 'field.unstorable');
    return text === '' ? null : made(text);
  };
  if (value === '') return formula && type !== 'str' ? made('', 'field.formula_without_value') : null;
  switch (type) {
    case 's':
      return madeText(workbook.texts.at(/^\d{1,10}$/.test(value) ? Number(value) : -1));
    case 'str':
    case 'inlineStr':
      return madeText(unescaped(value));
    case 'b':
      return made(yesOrNo(value));
    case 'e':
      return made('', 'field.spreadsheet_error');
    case 'd':
      return made(isoDate(value, workbook.formOf(style) === 'date'));
    default: {
      const number = numberText(value, workbook.formOf(style), workbook.system1904);
      return number === null ? made(value) : made(number.text, number.unsafe ? 'field.unsafe_number' : null);
    }
  }
}

function yesOrNo(value: string): string {
  if (value === '1') return 'true';
  return value === '0' ? 'false' : value;
}

/** `2013-02-11T09:30:00` as sheets of the strict form hold dates; the time falls away where the format does not show it. */
function isoDate(value: string, dateOnly: boolean): string {
  const [day = '', time = ''] = value.split('T');
  return dateOnly || time === '' ? day : `${day} ${time.replace(/Z$/, '')}`;
}
