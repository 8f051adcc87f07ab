import { type Horizon, readEventDate } from '../dates/event-date.ts';
import { readContactName } from '../names/contact-name.ts';
import { noted, textOf } from './cases-and-events.ts';
import type { Cells, CompiledReader } from './compile-reader.ts';
import type { IssueList } from './issues.ts';

/** A household that the source keeps, with the person's place in it. Dates are ISO days. */
export interface HouseholdValues {
  readonly reference: string;
  readonly role: string | null;
  readonly began: string | null;
  readonly ended: string | null;
}

/** Somebody whom the source names beside the person. */
export interface RelationshipValues {
  /** What they are to the person, as the source says; `contact` where it does not say. */
  readonly kind: string;
  readonly name: string;
}

type Bind = (item: string) => CompiledReader | null;

/** Compiles the household in a row; a row without a reference has none. */
export function compileHousehold(bind: Bind) {
  const [reference, role, began, ended] = (['reference', 'role', 'began', 'ended'] as const).map((item) => bind(`household.${item}`));
  return (cells: Cells, filePart: string, horizon: Horizon, issues: IssueList): readonly HouseholdValues[] => {
    const named = textOf(reference ?? null, 'household.reference', cells, filePart, issues);
    if (named === null) return [];
    const day = (reader: CompiledReader | null | undefined, field: string): string | null =>
      reader == null ? null : noted(field, readEventDate(reader.raw(cells, filePart), reader.formats, horizon), issues);
    const [from, to] = [day(began, 'household.began'), day(ended, 'household.ended')];
    if (from !== null && to !== null && to < from) issues.add('household.ended', ['implausible']);
    return [{ reference: named, role: textOf(role ?? null, 'household.role', cells, filePart, issues), began: from, ended: to }];
  };
}

/**
 * Compiles whom a row names beside the person; an organisation, or two people in one name, is nobody. What is wrong with the name is
 * noted where it is not the contact's, of whom it is noted anyhow.
 */
export function compileRelationship(bind: Bind, { isContact }: { readonly isContact: boolean }) {
  const [name, kind] = [bind('relationship.name'), bind('relationship.kind')];
  return (cells: Cells, filePart: string, issues: IssueList): readonly RelationshipValues[] => {
    const written = textOf(name, 'relationship.name', cells, filePart, issues);
    if (written === null) return [];
    const reading = readContactName(written);
    if (!isContact) issues.add('relationship.name', reading.issues);
    if (reading.value === null || reading.issues.includes('two_people') || reading.issues.includes('organisation')) return [];
    return [{ kind: textOf(kind, 'relationship.kind', cells, filePart, issues) ?? 'contact', name: reading.value }];
  };
}
