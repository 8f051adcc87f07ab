/** Says of a record that its label is not known. */
export const UNKNOWN = -1;

/** Labels by record: any number from 0 on, or `UNKNOWN`. */
export type Labels = Int32Array;

/** One cell: the records that are in one found cluster and in one true entity. */
export interface Cell {
  readonly found: number;
  readonly entity: number;
  /** Where the cell's records stand in `order`. */
  readonly from: number;
  readonly to: number;
}

/**
 * Found clusters against true entities, without a list of pairs: records whose truth is known, sorted by cluster and entity,
 * so that every cell is one stretch of `order`. Takes 20 bytes a record and time in proportion to the records.
 */
export interface Contingency {
  readonly records: number;
  readonly withoutTruth: number;
  /** Record numbers by dense cluster, then by dense entity. */
  readonly order: Int32Array;
  /** Dense cluster and entity of each record of `order`. */
  readonly found: Int32Array;
  readonly entity: Int32Array;
  /** Records (with truth) of each cluster and each entity. */
  readonly foundSizes: Int32Array;
  readonly entitySizes: Int32Array;
}

/** Sets found clusters beside the truth. Records whose truth is unknown are counted and left out. */
export function contingencyOf(found: Labels, truth: Labels): Contingency {
  const known = recordsKnown(truth);
  const clusters = denseLabels(found, known);
  const entities = denseLabels(truth, known);
  const byEntity = stableOrder(null, entities.labels, entities.sizes);
  const positions = stableOrder(byEntity, clusters.labels, clusters.sizes);
  return {
    records: known.length,
    withoutTruth: truth.length - known.length,
    order: positions.map((position) => known[position] as number),
    found: positions.map((position) => clusters.labels[position] as number),
    entity: positions.map((position) => entities.labels[position] as number),
    foundSizes: clusters.sizes,
    entitySizes: entities.sizes,
  };
}

/** Calls back for every cell that holds a record. The object is used again. */
export function forEachCell({ records, found, entity }: Contingency, visit: (cell: Cell) => void): void {
  const cell = { found: 0, entity: 0, from: 0, to: 0 };
  for (let from = 0; from < records; from = cell.to) {
    cell.found = found[from] as number;
    cell.entity = entity[from] as number;
    cell.from = from;
    cell.to = from + 1;
    while (cell.to < records && found[cell.to] === cell.found && entity[cell.to] === cell.entity) cell.to++;
    visit(cell);
  }
}

function recordsKnown(truth: Labels): Int32Array {
  let count = 0;
  for (const label of truth) if (label !== UNKNOWN) count++;
  const known = new Int32Array(count);
  let at = 0;
  for (let record = 0; record < truth.length; record++) if (truth[record] !== UNKNOWN) known[at++] = record;
  return known;
}

interface DenseLabels {
  readonly labels: Int32Array;
  readonly sizes: Int32Array;
}

/** Labels of the known records, numbered from 0 by their first record. */
function denseLabels(labels: Labels, known: Int32Array): DenseLabels {
  let most = -1;
  for (const record of known) most = Math.max(most, labels[record] as number);
  const numbers = new Int32Array(most + 1).fill(UNKNOWN);
  const dense = new Int32Array(known.length);
  const sizes: number[] = [];
  for (let k = 0; k < known.length; k++) {
    const label = labels[known[k] as number] as number;
    let number = numbers[label] as number;
    if (number === UNKNOWN) {
      number = sizes.push(0) - 1;
      numbers[label] = number;
    }
    dense[k] = number;
    sizes[number] = (sizes[number] as number) + 1;
  }
  return { labels: dense, sizes: Int32Array.from(sizes) };
}

/** Positions by label, equal labels in the order given (`null`: as they stand). */
function stableOrder(order: Int32Array | null, labels: Int32Array, sizes: Int32Array): Int32Array {
  const next = new Int32Array(sizes.length);
  for (let label = 1; label < sizes.length; label++) next[label] = (next[label - 1] as number) + (sizes[label - 1] as number);
  const sorted = new Int32Array(labels.length);
  for (let k = 0; k < labels.length; k++) {
    const position = order === null ? k : (order[k] as number);
    const label = labels[position] as number;
    const place = next[label] as number;
    next[label] = place + 1;
    sorted[place] = position;
  }
  return sorted;
}

/** Numbers labels that are texts, in the order of their first record; `null` is `UNKNOWN`. */
export function numberLabels(size: number, labelOf: (record: number) => string | null): Labels {
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: size }, (_, record) => {
    const label = labelOf(record);
    if (label === null) return UNKNOWN;
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
}
