import type { Column, TextValues } from '@golden-thread/shapes/columns';

const DIGIT_BITS = 16;
const BUCKETS = 1 << DIGIT_BITS;
/** A canonical integer of so many digits is exact in a double. */
const EXACT_DIGITS = 15;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** Fewer texts are put in order by insertion. */
const FEW = 24;

/**
 * Records in the order of their unique ids, as positions: as numbers where every id is a canonical integer and nothing says
 * that ids are texts, otherwise as texts by code points (which is by their bytes). `null` where they stand in it already.
 */
export function orderById(ids: Column, areTexts: boolean): Int32Array | null {
  if (areTexts && ids.values.kind === 'text') return orderByText(ids.ids, ids.values);
  const numbers = integersIn(ids);
  if (numbers !== null) return orderByNumber(numbers);
  const { values } = ids;
  if (values.kind !== 'text') return null;
  return areIntegers(values) ? orderByDigits(ids.ids, values) : orderByText(ids.ids, values);
}

/** Texts in the order of their bytes, as positions in `numbers`; `null` where they stand in it already. */
export function orderByText(numbers: Int32Array, texts: TextValues): Int32Array | null {
  let k = 1;
  while (k < numbers.length && compareTexts(texts, numbers[k - 1] as number, numbers[k] as number, 0) <= 0) k++;
  if (k >= numbers.length) return null;
  const order = rangeOf(numbers.length);
  const spare = new Int32Array(numbers.length);
  const parts: { from: number; to: number; depth: number }[] = [{ from: 0, to: numbers.length, depth: 0 }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.to - part.from <= FEW) insertInOrder(order, part.from, part.to, part.depth, numbers, texts);
    else parts.push(...divided(order, spare, part, numbers, texts));
  }
  return order;
}

/** The ids as numbers, by record; `null` where one is no canonical integer, or too large to be exact. */
function integersIn({ ids, values }: Column): Float64Array | null {
  if (values.kind === 'list') return null;
  const parsed = new Float64Array(values.size);
  for (let v = 1; v < values.size; v++) {
    const number = values.kind === 'number' ? (values.numbers[v] as number) : integerAt(values, v);
    if (!Number.isSafeInteger(number)) return null;
    parsed[v] = number;
  }
  const numbers = new Float64Array(ids.length);
  for (let i = 0; i < ids.length; i++) numbers[i] = parsed[ids[i] as number] as number;
  return numbers;
}

/** NaN for a text that is no canonical integer: digits without a leading zero, with a minus before them or not; or that is too long to be exact. */
function integerAt(texts: TextValues, v: number): number {
  if (!isInteger(texts, v)) return Number.NaN;
  const { bytes, starts } = texts;
  const end = starts[v + 1] as number;
  const negative = isNegative(texts, v);
  let at = (starts[v] as number) + (negative ? 1 : 0);
  if (end - at > EXACT_DIGITS) return Number.NaN;
  let number = 0;
  for (; at < end; at++) number = number * 10 + ((bytes[at] as number) - ZERO);
  return negative ? -number : number;
}

function isInteger(texts: TextValues, v: number): boolean {
  const { bytes, starts } = texts;
  const end = starts[v + 1] as number;
  const negative = isNegative(texts, v);
  const from = (starts[v] as number) + (negative ? 1 : 0);
  if (from === end || (bytes[from] === ZERO && (end - from > 1 || negative))) return false;
  for (let at = from; at < end; at++) if ((bytes[at] as number) < ZERO || (bytes[at] as number) > NINE) return false;
  return true;
}

const isNegative = ({ bytes, starts }: TextValues, v: number): boolean => bytes[starts[v] as number] === MINUS;

function areIntegers(texts: TextValues): boolean {
  for (let v = 1; v < texts.size; v++) if (!isInteger(texts, v)) return false;
  return true;
}

/** Canonical integers of any length: of more digits is larger, and of as many by the digits; below 0 the other way round. */
function orderByDigits(numbers: Int32Array, texts: TextValues): Int32Array | null {
  const byText = orderByText(numbers, texts) ?? rangeOf(numbers.length);
  const groups = new Map<number, number[]>();
  for (const record of byText) {
    const length = signedLength(texts, numbers[record] as number);
    const group = groups.get(length);
    if (group === undefined) groups.set(length, [record]);
    else group.push(record);
  }
  const order = new Int32Array(numbers.length);
  let from = 0;
  for (const [length, group] of [...groups].sort(([x], [y]) => x - y)) {
    order.set(length < 0 ? group.reverse() : group, from);
    from += group.length;
  }
  return order.every((record, k) => record === k) ? null : order;
}

/** Digits of a canonical integer, below 0 for those below 0. */
function signedLength(texts: TextValues, v: number): number {
  const length = (texts.starts[v + 1] as number) - (texts.starts[v] as number);
  return isNegative(texts, v) ? 1 - length : length;
}

/** Least significant digit first, each pass stable. */
function orderByNumber(numbers: Float64Array): Int32Array | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let ascending = true;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number < least) least = number;
    if (i > 0 && number < (numbers[i - 1] as number)) ascending = false;
    if (number > most) most = number;
  }
  if (ascending) return null;
  let order: Int32Array = rangeOf(numbers.length);
  let spare: Int32Array = new Int32Array(numbers.length);
  for (let unit = 1; unit <= most - least; unit *= BUCKETS) {
    const digits = digitsOf(numbers, least, unit);
    const offsets = new Int32Array(BUCKETS + 1);
    for (let i = 0; i < digits.length; i++) {
      const next = (digits[i] as number) + 1;
      offsets[next] = (offsets[next] as number) + 1;
    }
    for (let digit = 1; digit <= BUCKETS; digit++) offsets[digit] = (offsets[digit] as number) + (offsets[digit - 1] as number);
    for (let k = 0; k < order.length; k++) {
      const i = order[k] as number;
      const digit = digits[i] as number;
      const place = offsets[digit] as number;
      offsets[digit] = place + 1;
      spare[place] = i;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

function digitsOf(numbers: Float64Array, least: number, unit: number): Uint16Array {
  const digits = new Uint16Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) digits[i] = Math.floor(((numbers[i] as number) - least) / unit) % BUCKETS;
  return digits;
}

function rangeOf(length: number): Int32Array {
  const range = new Int32Array(length);
  for (let k = 0; k < length; k++) range[k] = k;
  return range;
}

/** Puts a part in order by the byte at its depth, the end of a text first; returns the parts that are still to be ordered. */
function divided(
  order: Int32Array,
  spare: Int32Array,
  { from, to, depth }: { readonly from: number; readonly to: number; readonly depth: number },
  numbers: Int32Array,
  { bytes, starts }: TextValues,
): { from: number; to: number; depth: number }[] {
  const bucketOf = (position: number): number => {
    const v = numbers[order[position] as number] as number;
    const at = (starts[v] as number) + depth;
    return at < (starts[v + 1] as number) ? (bytes[at] as number) + 1 : 0;
  };
  const offsets = new Int32Array(258);
  for (let k = from; k < to; k++) {
    const next = bucketOf(k) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let bucket = 1; bucket < 258; bucket++) offsets[bucket] = (offsets[bucket] as number) + (offsets[bucket - 1] as number);
  const ends = offsets.slice();
  for (let k = from; k < to; k++) {
    const bucket = bucketOf(k);
    const place = ends[bucket] as number;
    ends[bucket] = place + 1;
    spare[from + place] = order[k] as number;
  }
  order.set(spare.subarray(from, to), from);
  const parts: { from: number; to: number; depth: number }[] = [];
  for (let bucket = 1; bucket < 257; bucket++) {
    const [start, end] = [from + (offsets[bucket] as number), from + (offsets[bucket + 1] as number)];
    if (end - start > 1) parts.push({ from: start, to: end, depth: depth + 1 });
  }
  return parts;
}

function insertInOrder(order: Int32Array, from: number, to: number, depth: number, numbers: Int32Array, texts: TextValues): void {
  for (let k = from + 1; k < to; k++) {
    const moved = order[k] as number;
    let place = k;
    while (place > from && compareTexts(texts, numbers[order[place - 1] as number] as number, numbers[moved] as number, depth) > 0) {
      order[place] = order[place - 1] as number;
      place--;
    }
    order[place] = moved;
  }
}

/** Below, at or above 0 as text x stands before, with or after text y; their first `depth` bytes are equal. */
function compareTexts({ bytes, starts }: TextValues, x: number, y: number, depth: number): number {
  const [startX, startY] = [starts[x] as number, starts[y] as number];
  const [endX, endY] = [starts[x + 1] as number, starts[y + 1] as number];
  const length = Math.min(endX - startX, endY - startY);
  for (let k = depth; k < length; k++) {
    const difference = (bytes[startX + k] as number) - (bytes[startY + k] as number);
    if (difference !== 0) return difference;
  }
  return endX - startX - (endY - startY);
}
