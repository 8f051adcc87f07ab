import { rootOf, separate, unite } from './components.ts';
import type { IndexPair } from './resolve-input.ts';

/** Pairs of record indices as parallel arrays. */
export interface PairList {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/**
 * What decides the reach of a night's change. Records are all that live tonight or lived last night, in any fixed order.
 */
export interface AffectedInput {
  readonly size: number;
  /** 1 for a record that is new, changed, gone, returned, or named by a judgement, never-link or flag that came or went. */
  readonly changed: Uint8Array;
  /** Edges held in the base. */
  readonly heldBefore: PairList;
  /** Every stored edge, of the base and of tonight, from the floor up. */
  readonly edges: PairList;
  /** 1 where an edge of `edges` may be held by its weight: at or above `break`. */
  readonly mayHold: Uint8Array;
  /** 1 where people may be asked about an edge of `edges`, or were: its weight is at or above `review`. */
  readonly mayAsk: Uint8Array;
  /** Must-links of the base and of tonight. */
  readonly mustLinks: readonly IndexPair[];
  /** Person key of each record in the base, 0 for none. */
  readonly person: Float64Array;
  /** Each claim's anchor (record index) and the person that it resolves to; claims whose anchor is not among the records are left out. */
  readonly claims: readonly { readonly anchor: number; readonly holder: number }[];
}

/**
 * The records whose components the night may change, and those of their neighbours: 1 for every record that `resolve` must
 * be given. Whole components, old and new, that touch a change; then those about which people may be asked beside
 * them, so that every such question is asked with both sides in view. An edge too light for a question brings in nobody: what
 * becomes of it follows from its two records (`outcomesBetween`), so that it is asked anew where one of them changed.
 */
export function affectedRecords(input: AffectedInput): Uint8Array {
  const { size, edges } = input;
  const parent = separate(size);
  const uniteAll = (pairs: PairList, when: (at: number) => boolean) => {
    for (let e = 0; e < pairs.a.length; e++) if (when(e)) unite(parent, pairs.a[e] as number, pairs.b[e] as number);
  };
  uniteAll(input.heldBefore, () => true);
  // Between unchanged records what is not held stays so: whether a pair is permitted follows from its two records.
  const isChanged = (record: number): boolean => input.changed[record] === 1;
  uniteAll(edges, (e) => input.mayHold[e] === 1 && (isChanged(edges.a[e] as number) || isChanged(edges.b[e] as number)));
  for (const [a, b] of input.mustLinks) unite(parent, a, b);
  unitePersons(input, parent);
  const touched = new Uint8Array(size);
  for (let record = 0; record < size; record++) if (input.changed[record] === 1) touched[rootOf(parent, record)] = 1;
  const reached = touched.slice();
  for (let e = 0; e < edges.a.length; e++) {
    if (input.mayAsk[e] !== 1) continue;
    const [x, y] = [rootOf(parent, edges.a[e] as number), rootOf(parent, edges.b[e] as number)];
    if (touched[x] === 1) reached[y] = 1;
    if (touched[y] === 1) reached[x] = 1;
  }
  const affected = new Uint8Array(size);
  for (let record = 0; record < size; record++) affected[record] = reached[rootOf(parent, record)] as number;
  return affected;
}

/** Records of one person last night, and the anchors of the ids that resolve to it, change together. */
function unitePersons(input: AffectedInput, parent: Int32Array): void {
  const first = new Map<number, number>();
  input.person.forEach((person, record) => {
    if (person === 0) return;
    const known = first.get(person);
    if (known === undefined) first.set(person, record);
    else unite(parent, known, record);
  });
  for (const { anchor, holder } of input.claims) {
    const held = first.get(holder);
    if (held !== undefined) unite(parent, anchor, held);
  }
}
