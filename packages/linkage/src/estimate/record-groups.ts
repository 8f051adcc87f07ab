/** Records by the values that they hold in some columns: shared arrays, so that workers read them where they are. */
export interface RecordGroups {
  readonly size: number;
  /** The records that were grouped, ascending; `groupOf[k]` is the group of record `records[k]`. */
  readonly records: Int32Array;
  readonly groupOf: Int32Array;
  /** Its lowest record. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Records of each source: `bySource[group * sources + source]`. */
  readonly sources: number;
  readonly bySource: Float64Array;
}

/** Value numbers of one column by record, and how many there are. */
export interface Numbers {
  readonly ids: Int32Array;
  readonly size: number;
}

/** Groups records (ascending) that hold the same values in all columns, null being a value like another. Groups are numbered by their first record. */
export function groupRecords(records: Int32Array, columns: readonly Numbers[], sourceOf: Uint16Array, sources: number): RecordGroups {
  const { ids, size } = numbersOf(records, columns);
  const groupOf = sharedInts(records.length);
  const numbered = new Int32Array(size).fill(-1);
  let groups = 0;
  for (let k = 0; k < records.length; k++) {
    const id = ids[k] as number;
    if (numbered[id] === -1) numbered[id] = groups++;
    groupOf[k] = numbered[id] as number;
  }
  const first = sharedInts(groups).fill(-1);
  const last = sharedInts(groups);
  const bySource = new Float64Array(new SharedArrayBuffer(8 * groups * sources));
  for (let k = 0; k < records.length; k++) {
    const group = groupOf[k] as number;
    const record = records[k] as number;
    const cell = group * sources + (sourceOf[record] as number);
    if (first[group] === -1) first[group] = record;
    last[group] = record;
    bySource[cell] = (bySource[cell] as number) + 1;
  }
  return { size: groups, records, groupOf, first, last, sources, bySource };
}

/** Numbers of the combinations of several columns, by position among the records. */
function numbersOf(records: Int32Array, columns: readonly Numbers[]): Numbers {
  let combined: Numbers = { ids: new Int32Array(records.length), size: 1 };
  for (const column of columns) combined = paired(combined, gathered(records, column));
  return combined;
}

/** Numbers of pairs of numbers: one counting sort by the first, then a mark for each second within it. */
export function paired(one: Numbers, other: Numbers): Numbers {
  if (one.size === 1) return other;
  if (other.size === 1) return one;
  const length = one.ids.length;
  const starts = new Int32Array(one.size + 1);
  for (let k = 0; k < length; k++) {
    const id = (one.ids[k] as number) + 1;
    starts[id] = (starts[id] as number) + 1;
  }
  for (let id = 0; id < one.size; id++) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  const order = new Int32Array(length);
  const next = starts.slice();
  for (let k = 0; k < length; k++) {
    const id = one.ids[k] as number;
    order[next[id] as number] = k;
    next[id] = (next[id] as number) + 1;
  }
  const markedBy = new Int32Array(other.size).fill(-1);
  const number = new Int32Array(other.size);
  const ids = new Int32Array(length);
  let size = 0;
  for (let id = 0; id < one.size; id++) {
    for (let at = starts[id] as number; at < (starts[id + 1] as number); at++) {
      const k = order[at] as number;
      const second = other.ids[k] as number;
      if (markedBy[second] !== id) {
        markedBy[second] = id;
        number[second] = size++;
      }
      ids[k] = number[second] as number;
    }
  }
  return { ids, size };
}

export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

/** 0 up to `length − 1`. */
export function sharedRange(length: number): Int32Array {
  const range = sharedInts(length);
  for (let k = 0; k < length; k++) range[k] = k;
  return range;
}

/** Numbers of a column by position among the records. */
export function gathered(records: Int32Array, { ids, size }: Numbers): Numbers {
  if (records.length === ids.length) return { ids, size };
  const own = new Int32Array(records.length);
  for (let k = 0; k < records.length; k++) own[k] = ids[records[k] as number] as number;
  return { ids: own, size };
}
