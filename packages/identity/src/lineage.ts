import { type PersonKey, personKey } from '@golden-thread/shapes/references';
import type { Naming } from './claims.ts';
import type { Lineage, LineageKind, LineageReason } from './resolution.ts';
import type { Claim, ResolveInput } from './resolve-input.ts';

const NOBODY = personKey(0);

/**
 * The lines that tonight adds to the history of persons. Where a record is barred from an old person's id, nothing
 * maps the new one to the old: the one ends, the other is minted.
 */
export function lineageOf(input: Pick<ResolveInput, 'before' | 'claimBars' | 'size'>, naming: Naming): readonly Lineage[] {
  const lines = new Map<string, Lineage>();
  const add: Add = (person, kind, other, reason) => {
    const key = `${person} ${kind} ${other}`;
    if (!lines.has(key)) lines.set(key, { person, kind, other, reason });
  };
  const severed = severedPersons(input, naming);
  const lived = new Set<number>(input.before.person);
  for (const { was, is } of naming.claims) addClaim(was, is, (other) => lived.has(other) && !severed.has(`${is.person} ${other}`), add);
  const fresh = new Set(naming.claims.filter(({ was, is }) => is.alive && was?.alive !== true).map(({ is }) => is.person));
  const holders = new Map(naming.claims.map(({ is }) => [is.person, is.holder]));
  for (let record = 0; record < input.size; record++) {
    const from = personKey(input.before.person[record] as number);
    const to = personKey(naming.person[record] as number);
    if (from === to || from === NOBODY || severed.has(`${to} ${from}`)) continue;
    if (holders.get(from) === to) continue;
    add(to, fresh.has(to) ? 'split' : 'moved', from, 'parted');
  }
  return [...lines.values()].sort((a, b) => a.person - b.person || compare(a.kind, b.kind) || a.other - b.other);
}

type Add = (person: PersonKey, kind: LineageKind, other: PersonKey, reason: LineageReason) => void;

function addClaim(was: Claim | null, is: Claim, mayPartFrom: (other: PersonKey) => boolean, add: Add): void {
  if (was === null) {
    add(is.person, 'minted', NOBODY, 'new');
    return;
  }
  const isRedirect = is.holder !== is.person;
  if (isRedirect && is.holder !== was.holder) {
    add(is.person, 'redirected', is.holder, 'joined');
    add(is.holder, 'merged', is.person, 'joined');
  }
  if (was.alive && !is.alive && !isRedirect) add(is.person, 'ended', NOBODY, 'records_gone');
  if (!is.alive || was.alive) return;
  if (was.holder !== was.person && mayPartFrom(was.holder)) add(is.person, 'split', was.holder, 'parted');
  else add(is.person, 'minted', NOBODY, 'returned');
}

/** `to from` of persons between which a bar stands: no line may name both. */
function severedPersons(input: Pick<ResolveInput, 'claimBars'>, naming: Naming): ReadonlySet<string> {
  return new Set(input.claimBars.map(({ record, person }) => `${naming.person[record]} ${person}`));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
