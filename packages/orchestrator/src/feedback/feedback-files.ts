import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { suppliedBy } from '@golden-thread/warehouse/queries/feedback';
import { insertAudit } from '@golden-thread/warehouse/queries/ledger';
import { formulaSafeLine } from '../files/formula-safe.ts';
import { writeText } from '../link-files/write-text.ts';
import { transact } from '../night/warehouse-handle.ts';
import { type FeedbackOptions, type FeedbackReport, type FeedbackSettings, type Traced, traceFeedback } from './feedback.ts';

/** Columns of an owner's file. `id` and `supplied` are what the owner delivered. */
export const FEEDBACK_COLUMNS = [
  'source',
  'part',
  'id',
  'record',
  'kind',
  'field',
  'code',
  'supplied',
  'what',
  'first_seen',
  'last_seen',
  'state',
  'ended_on',
  'joined_others',
] as const;

export interface FeedbackFile {
  readonly owner: string;
  /** Named after the owner alone. */
  readonly file: string;
  readonly findings: number;
}

/**
 * Writes a CSV file for each owner to whom something is to be told: the owner's own ids and values, and nobody else's. Cells that a
 * spreadsheet would run as a formula are made harmless. Each file is an entry of the audit.
 */
export async function writeFeedback(
  settings: FeedbackSettings,
  options: FeedbackOptions,
  { folder, byName }: { readonly folder: string; readonly byName: string | null },
): Promise<{ readonly report: FeedbackReport; readonly files: readonly FeedbackFile[] }> {
  const { report, traced } = await traceFeedback(settings, options);
  await makeFolder(folder);
  const files: FeedbackFile[] = [];
  for (const { owner } of report.owners) {
    const of = traced.filter(({ finding }) => finding.owner === owner);
    if (of.length === 0) continue;
    const file = `feedback-${owner}-${report.businessDate}.csv`;
    await transact(settings.warehouse, (tx) =>
      insertAudit(tx.db, {
        stream: 'people',
        byName,
        act: 'feedback.write',
        subject: owner,
        reason: `${of.length} findings of ${report.publication}`,
      }),
    );
    await writeText(join(folder, file), await csvOf(settings, of));
    files.push({ owner, file, findings: of.length });
  }
  return { report, files };
}

async function csvOf({ warehouse }: FeedbackSettings, traced: readonly Traced[]): Promise<string> {
  const supplied = await suppliedBy(
    warehouse.db,
    traced.map(({ record, publication, finding }) => ({ record, publication, field: finding.field })),
  );
  const lines = traced.map(({ finding }, i) => {
    const row = supplied[i];
    return formulaSafeLine([
      finding.source,
      row?.part ?? '',
      row?.source_record_id ?? '',
      finding.record,
      finding.kind,
      finding.field,
      finding.code,
      row?.supplied ?? '',
      finding.words,
      finding.firstSeen,
      finding.lastSeen,
      finding.state,
      finding.endedOn ?? '',
      finding.relinked ? 'yes' : '',
    ]);
  });
  return [FEEDBACK_COLUMNS.join(','), ...lines, ''].join('\n');
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new DeclarationError({
      code: 'feedback.no_folder',
      message: 'The folder for the files cannot be made.',
      remedy: 'Name a folder in which you may write.',
      cause,
    });
  });
}
