import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { type Horizon, readEventDate, readInstant } from '../dates/event-date.ts';
import type { Instant } from '../dates/time-zone.ts';
import { cleanText } from '../text/clean-text.ts';
import type { Normalised } from '../text/normalised.ts';
import type { Cells, CompiledReader } from './compile-reader.ts';
import type { IssueList } from './issues.ts';

/** A case as the source has it: raised within a service that an organisation manages. Dates are ISO days. */
export interface CaseValues {
  readonly reference: string;
  readonly kind: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly closure_reason: string | null;
  readonly service: string | null;
  readonly organisation: string | null;
  readonly lead_professional: string | null;
  readonly lead_contact: string | null;
}

/** Something that happened, with the person's role in it. `occurred` is an instant in UTC. */
export interface EventValues {
  readonly reference: string;
  readonly kind: string | null;
  readonly occurred: string | null;
  readonly role: string | null;
  readonly organisation: string | null;
}

type Bind = (item: string) => CompiledReader | null;
type CaseItem = keyof NonNullable<SourceDeclaration['maps']['case']>;
type EventItem = keyof NonNullable<SourceDeclaration['maps']['event']>;

/** Compiles the case in a row; a row without a reference has none. */
export function compileCase(bind: Bind) {
  const items: readonly CaseItem[] = [
    'reference',
    'kind',
    'opened',
    'closed',
    'closure_reason',
    'service',
    'organisation',
    'lead_professional',
    'lead_contact',
  ];
  const readers = new Map(items.map((item) => [item, bind(`case.${item}`)]));
  return (cells: Cells, filePart: string, horizon: Horizon, issues: IssueList): readonly CaseValues[] => {
    const text = (item: CaseItem): string | null => textOf(readers.get(item) ?? null, `case.${item}`, cells, filePart, issues);
    const reference = text('reference');
    if (reference === null) return [];
    const day = (item: 'opened' | 'closed'): string | null => {
      const reader = readers.get(item) ?? null;
      return reader === null ? null : noted(`case.${item}`, readEventDate(reader.raw(cells, filePart), reader.formats, horizon), issues);
    };
    const opened = day('opened');
    const closed = day('closed');
    if (opened !== null && closed !== null && closed < opened) issues.add('case.closed', ['implausible']);
    return [
      {
        reference,
        kind: text('kind'),
        opened,
        closed,
        closure_reason: text('closure_reason'),
        service: text('service'),
        organisation: text('organisation'),
        lead_professional: text('lead_professional'),
        lead_contact: text('lead_contact'),
      },
    ];
  };
}

/** Compiles the event in a row; a row without a reference has none. */
export function compileEvent(bind: Bind, zoned: (wallMs: number) => Instant) {
  const items: readonly EventItem[] = ['reference', 'kind', 'occurred', 'role', 'organisation'];
  const readers = new Map(items.map((item) => [item, bind(`event.${item}`)]));
  return (cells: Cells, filePart: string, horizon: Horizon, issues: IssueList): readonly EventValues[] => {
    const text = (item: EventItem): string | null => textOf(readers.get(item) ?? null, `event.${item}`, cells, filePart, issues);
    const reference = text('reference');
    if (reference === null) return [];
    const when = readers.get('occurred') ?? null;
    const occurred =
      when === null ? null : noted('event.occurred', readInstant(when.raw(cells, filePart), when.formats, horizon, zoned), issues);
    return [{ reference, kind: text('kind'), occurred, role: text('role'), organisation: text('organisation') }];
  };
}

/** A cell as clean text, decoded where the reader decodes; what is wrong is noted. */
export function textOf(reader: CompiledReader | null, field: string, cells: Cells, filePart: string, issues: IssueList): string | null {
  const raw = reader?.raw(cells, filePart) ?? null;
  if (reader === null || raw === null) return null;
  return cleanText(reader.decode === null ? raw : noted(field, reader.decode(raw), issues));
}

/** The value of a reading; its issues are noted. */
export function noted(field: string, normalised: Normalised, issues: IssueList): string | null {
  issues.add(field, normalised.issues);
  return normalised.value;
}
