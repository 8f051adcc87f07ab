import type { XlsxDecoder } from '@golden-thread/shapes/declare/decoder';
import { openArchive } from '../archive/open-archive.ts';
import type { Content } from '../content.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { headerSearch } from './header-row.ts';
import { type RowPlacer, rowPlacer } from './place-row.ts';
import { streamPart, workbookMalformed } from './read-part.ts';
import { refuseOtherFiles } from './refuse-other-files.ts';
import { type MergedCells, type SheetRow, sheetRows } from './sheet-rows.ts';
import { openWorkbook } from './workbook.ts';

const MERGED_MOST = 2 ** 16;

/**
 * Reads one sheet of a workbook as it streams by: every row below the header that is not empty is a record.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches
 */
export async function* readXlsx(
  content: Content,
  decoder: XlsxDecoder,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const from = await content.anywhere(limits.fileBytes);
  await refuseOtherFiles(from);
  const workbook = await openWorkbook(await openArchive(from, limits), decoder.sheet, limits);
  const search = headerSearch(columns.names);
  const below: { placer: RowPlacer | null } = { placer: null };
  // A sheet names them after its rows, which may not be placed yet.
  const mergedDown: MergedCells[] = [];
  const sheet = sheetRows(workbook, limits, (merged) => {
    if (merged.firstRow === merged.lastRow) return;
    if (mergedDown.length === MERGED_MOST) throw workbookMalformed(`more than ${MERGED_MOST} cells are merged over rows`);
    mergedDown.push(merged);
  });

  const place = (rows: readonly SheetRow[], last: boolean): readonly ReadRecord[] => {
    if (below.placer !== null) return rows.map(below.placer.place);
    const found = search.take(rows) ?? (last ? search.best() : null);
    if (found === null) return [];
    below.placer = rowPlacer(found.header, columns, decoder, limits);
    return found.below.map(below.placer.place);
  };
  for await (const _ of streamPart(workbook.sheet, sheet.events, limits.fileBytes, limits)) {
    const records = place(sheet.taken(), false);
    if (records.length > 0) yield records;
  }
  const records = place(sheet.taken(), true);
  if (below.placer === null)
    throw new DeliveryRefused({
      code: 'delivery.empty',
      message: `The sheet '${decoder.sheet}' is empty.`,
      remedy: 'Ask the sender to send it again; a delivery without records still names its columns.',
    });
  if (records.length > 0) yield records;
  mergedDown.forEach(below.placer.merged);
}
