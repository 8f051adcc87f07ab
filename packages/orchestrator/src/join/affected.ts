import { affectedRecords } from '@golden-thread/identity/affected';
import { touchedRecords } from '@golden-thread/warehouse/queries/record';
import { type Night, worksOnAll } from '../night/night.ts';
import { readChangedJudgements } from './changed-judgements.ts';
import { readClosedEdges } from './edges.ts';
import type { Earlier, JoinState } from './join-state.ts';

const WHOLE_SCOPE_INPUTS = ['logic:identity', 'logic:linkage', 'declaration:linkage', 'declaration:model'] as const;

/** Indices of the live records whose components tonight's changes may concern, ascending. */
export async function affectedIndices(
  night: Night,
  { records, edges, identity: state, judgements, never }: JoinState,
  earlier: Earlier | null,
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
  // Whose person another policy changed, before tonight's data.
  for (const [key, person] of earlier?.membership ?? []) if (state.membership.get(key) !== person) mark(key);
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
    mayHold: Uint8Array.from([...edges.map((e) => (e.weight >= night.policy.lines.break ? 1 : 0)), ...closed.map(() => 0)]),
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
