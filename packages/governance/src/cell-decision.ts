import type { RegisterDeclaration } from '@golden-thread/shapes/declare/register';
import { FLOW_CODES, type FlowCode, mayFlow } from './flow-decision.ts';
import { GRANT_CODES, type GrantCode, grantLive } from './grant-decision.ts';

/** One kind of value from one flow: what is asked for when a cell is read. */
export interface Cell {
  /** Data item, e.g. `person.postcode`. */
  readonly item: string;
  /** Agreement under which its source delivers. */
  readonly agreement: string;
}

const CELL_CODES = {
  agreement_not_granted: 'the grant does not name this agreement',
  purpose_not_agreed: 'the agreement does not name the purpose of the grant',
  item_not_granted: 'the item set of the grant does not hold this item',
  item_not_agreed: 'the item set of the agreement does not hold this item',
} as const;

export type ReadCode = 'shown' | `grant:${GrantCode}` | `flow:${FlowCode}` | keyof typeof CELL_CODES;

export interface ReadDecision {
  readonly shown: boolean;
  readonly code: ReadCode;
  readonly because: string;
}

/** May this grant see this cell on this day? The plain oracle that the database's policies are held against. */
export function mayRead(register: RegisterDeclaration, grantId: string, date: string, cell: Cell): ReadDecision {
  const refuse = (code: ReadCode, because: string): ReadDecision => ({ shown: false, code, because });
  const grantDecision = grantLive(register, grantId, date);
  const grant = register.grants.find((candidate) => candidate.id === grantId);
  if (grant === undefined || !grantDecision.live) return refuse(`grant:${grantDecision.code}`, GRANT_CODES[grantDecision.code]);
  if (!grant.agreements.includes(cell.agreement)) return refuse('agreement_not_granted', CELL_CODES.agreement_not_granted);
  const flow = mayFlow(register, cell.agreement, date);
  const agreement = register.agreements.find((candidate) => candidate.id === cell.agreement);
  if (agreement === undefined || !flow.live) return refuse(`flow:${flow.code}`, FLOW_CODES[flow.code]);
  const purpose = register.purposes.find((candidate) => candidate.id === grant.purpose);
  if (purpose === undefined || !agreement.purposes.includes(purpose.id)) return refuse('purpose_not_agreed', CELL_CODES.purpose_not_agreed);
  const granted = register.itemSets.find((set) => set.id === grant.itemSet)?.items ?? [];
  if (!granted.includes(cell.item)) return refuse('item_not_granted', CELL_CODES.item_not_granted);
  if (!flow.allowedItems.has(cell.item)) return refuse('item_not_agreed', CELL_CODES.item_not_agreed);
  return { shown: true, code: 'shown', because: 'grant, agreement, purpose and item sets permit it' };
}

/** Everything that a grant may see on a day, in the register's order. */
export function visibleCells(register: RegisterDeclaration, grantId: string, date: string): readonly Cell[] {
  const grant = register.grants.find((candidate) => candidate.id === grantId);
  const items = register.itemSets.find((set) => set.id === grant?.itemSet)?.items ?? [];
  return (grant?.agreements ?? [])
    .flatMap((agreement) => items.map((item) => ({ item, agreement })))
    .filter((cell) => mayRead(register, grantId, date, cell).shown);
}
