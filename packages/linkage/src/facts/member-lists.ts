import type { Column } from '@golden-thread/shapes/columns';

/** A column of lists as facts read it: record *i* has the members `members[starts[ids[i]]]` and on, numbers that ascend, each once. */
export interface MemberLists {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

export function memberLists({ ids, values }: Column): MemberLists {
  if (values.kind !== 'list') throw new TypeError('A column of lists was wanted.');
  return { ids, starts: values.starts, members: values.members };
}

export const hasMembers = ({ ids }: MemberLists, record: number): boolean => ids[record] !== 0;

/** Whether a record's list holds a value. */
export function holdsMember({ ids, starts, members }: MemberLists, record: number, value: number): boolean {
  if (value === 0) return false;
  const list = ids[record] as number;
  for (let k = starts[list] as number, end = starts[list + 1] as number; k < end; k++) if (members[k] === value) return true;
  return false;
}

/** Whether two records' lists share a member. */
export function sharesMember({ ids, starts, members }: MemberLists, i: number, j: number): boolean {
  const left = ids[i] as number;
  const right = ids[j] as number;
  let k = starts[left] as number;
  let l = starts[right] as number;
  const endK = starts[left + 1] as number;
  const endL = starts[right + 1] as number;
  while (k < endK && l < endL) {
    const x = members[k] as number;
    const y = members[l] as number;
    if (x === y) return true;
    if (x < y) k++;
    else l++;
  }
  return false;
}
