import { affectedRecords } from '@golden-thread/identity/affected';
import { touchedRecords } from '@golden-thread/warehouse/queries/record';
import { type Night, worksOnAll } from '../night/night.ts';
import { readChangedJudgements } from './changed-judgements.ts';
import { readClosedEdges, type StoredEdge } from './edges.ts';
import type { BindingJudgements } from './judgements.ts';
import type { IndexPair } from './never-links.ts';
import type { LiveRecords } from './records.ts';
import type { IdentityState } from './state.ts';

const WHOLE_SCOPE_INPUTS = [
  'declaration:policy',
  'policy:version',
  'logic:identity',
  'logic:linkage',
  'declaration:linkage',
  'declaration:model',
] as const;

/** Indices of the live records whose components tonight's changes may concern, ascending. */
export async function affectedIndices(
  night: Night,
  records: LiveRecords,
  edges: readonly StoredEdge[],
  state: IdentityState,
  judgements: BindingJudgements,
  never: readonly IndexPair[],
): Promise<Int32Array> {
  if (worksOnAll(night, WHOLE_SCOPE_INPUTS)) return Int32Array.from({ length: records.size }, (_, i) => i);
  const { publication } = night.run;
  const departed = [...state.membership.keys()].filter((key) => !records.indexOf.has(key)).sort((a, b) => a - b);
  const indexOfDeparted = new Map(departed.map((key, i) => [key, records.size + i]));
  const indexOf = (key: number): number | undefined => records.indexOf.get(key) ?? indexOfDeparted.get(key);
  const size = records.size + departed.length;

  const changed = new Uint8Array(size);
  const mark = (key: number) => {
    const index = indexOf(key);
    if (index !== undefined) changed[index] = 1;
  };
  for (const key of await touchedRecords(night.warehouse.db, publication)) mark(key);
  for (const key of await readChangedJudgements(night)) mark(key);
  for (const key of departed) mark(key);
  records.recordKeys.forEach((key, index) => {
    if (!state.membership.has(key)) changed[index] = 1;
  });
  const closed = (await readClosedEdges(night.warehouse, publication)).flatMap(({ a, b, held }) => {
    const ends = [indexOf(a), indexOf(b)];
    return ends[0] === undefined || ends[1] === undefined ? [] : [{ a: ends[0], b: ends[1], held }];
  });
  for (const edge of edges.filter((e) => e.from === publication)) {
    changed[edge.a] = 1;
    changed[edge.b] = 1;
  }
  for (const edge of closed) {
    changed[edge.a] = 1;
    changed[edge.b] = 1;
  }
  const pairs = (list: readonly { readonly a: number; readonly b: number }[]) => ({
    a: Int32Array.from(list, (e) => e.a),
    b: Int32Array.from(list, (e) => e.b),
  });
  const affected = affectedRecords({
    size,
    changed,
    heldBefore: pairs([...edges.filter((e) => e.held), ...closed.filter((e) => e.held)]),
    edges: pairs([...edges, ...closed]),
    mayHold: Uint8Array.from([...edges.map((e) => (e.weight >= night.pipeline.policy.break ? 1 : 0)), ...closed.map(() => 0)]),
    mustLinks: [...judgements.mustLinks, ...judgements.cannotLinks, ...never],
    person: Float64Array.from(
      { length: size },
      (_, i) => state.membership.get(i < records.size ? (records.recordKeys[i] ?? 0) : (departed[i - records.size] ?? 0)) ?? 0,
    ),
    claims: state.claims.flatMap((claim) => {
      const anchor = indexOf(claim.anchor);
      return anchor === undefined ? [] : [{ anchor, holder: claim.holder }];
    }),
  });
  return Int32Array.from([...affected.keys()].filter((index) => index < records.size && affected[index] === 1));
}
