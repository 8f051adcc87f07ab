import type { Column, ColumnValue, ListValues, NumberValues, TextValues } from '@golden-thread/shapes/columns';

const ASCII = 128;
const decoder = new TextDecoder();

/** The value of each number of a column; number 0 is null. */
export function readerOf({ type, values }: Column): (id: number) => ColumnValue {
  if (values.kind !== 'list') return scalarReader(values, type === 'boolean');
  const member = scalarReader(values.of, type === 'boolean[]');
  return (id) => (id === 0 ? null : membersOf(values, id, member));
}

/** The text of each number. */
export function textAt({ bytes, starts }: TextValues, id: number): string {
  const start = starts[id] as number;
  const end = starts[id + 1] as number;
  let text = '';
  for (let k = start; k < end; k++) {
    const byte = bytes[k] as number;
    if (byte >= ASCII) return decoder.decode(bytes.slice(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

function scalarReader(values: TextValues | NumberValues, isBoolean: boolean): (id: number) => string | number | boolean | null {
  if (values.kind === 'text') return (id) => (id === 0 ? null : textAt(values, id));
  const { numbers } = values;
  return isBoolean ? (id) => (id === 0 ? null : numbers[id] === 1) : (id) => (id === 0 ? null : (numbers[id] as number));
}

function membersOf({ starts, members }: ListValues, id: number, member: (id: number) => ColumnValue): ColumnValue[] {
  const list: ColumnValue[] = [];
  for (let k = starts[id] as number, end = starts[id + 1] as number; k < end; k++) list.push(member(members[k] as number));
  return list;
}
