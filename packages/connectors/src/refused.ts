import { TerminalError, type Trouble } from '@golden-thread/shapes/errors';
import type { HeaderDrift } from './contract/header-drift.ts';

/** Why a whole delivery is refused. Printed with it; a member is never renamed. */
export const REFUSALS = {
  'delivery.unreadable': 'the file cannot be opened or is not a plain file',
  'delivery.too_large': 'the file is larger than this kind of file may be',
  'delivery.empty': 'the file holds no byte, or no line',
  'delivery.encoding': 'a byte is not text in the declared encoding',
  'delivery.nul_byte': 'a zero byte stands in the text',
  'delivery.newline': 'lines end otherwise than the contract says',
  'delivery.delimiter': 'the header is not divided by the declared delimiter',
  'delivery.header_duplicate': 'a column stands in the header twice',
  'delivery.header_missing': 'a column of the contract is not in the file',
  'delivery.header_unknown': 'a column of the file is not in the contract',
  'delivery.header_absent': 'the file does not name its columns, or names those of another dataset',
  'delivery.too_many_columns': 'the header holds more columns than any contract may',
  'delivery.quotes': 'too many records have quotes that do not pair',
  'delivery.truncated': 'the file ends in the middle of a record',
  'delivery.record_count': 'the manifest names another number of records than the file holds',
  'delivery.json_malformed': 'the file is not JSON',
  'delivery.json_depth': 'the JSON is nested deeper than any contract may be',
  'delivery.json_no_records': 'there is no array of records where the contract says',
  'delivery.xml_malformed': 'the file is not XML',
  'delivery.xml_doctype': 'the XML has a document type, which may hold entities',
  'delivery.xml_caps': 'the XML is nested deeper, or one text or tag of it is longer, than any contract may be',
  'delivery.xml_no_records': 'there is no element for records where the contract says',
  'delivery.xml_field': 'a value that records share is not there once, before them',
  'delivery.xlsx_malformed': 'the file is no workbook, or is damaged',
  'delivery.xlsx_locked': 'the workbook is locked by a password or of the old form',
  'delivery.xlsx_no_sheet': 'the workbook has no sheet of the declared name',
  'delivery.xlsx_hidden_row': 'a row of the sheet is hidden, and the declaration takes none such',
  'delivery.xlsx_merged': 'cells of several records are merged, so that all but the first lost their value',
  'delivery.parquet_malformed': 'the file is not Parquet, or is damaged',
  'delivery.parquet_column': 'a column of the Parquet file holds what is no value, or bytes that are no text',
  'delivery.parquet_too_large': 'a row group of the Parquet file is too large to be held in memory',
  'delivery.archive_malformed': 'the file is no archive, or is damaged',
  'delivery.archive_unsafe': 'a name in the archive is a path to elsewhere, double or that of a link',
  'delivery.archive_encrypted': 'the archive is encrypted',
  'delivery.archive_too_many': 'the archive holds more entries than any may',
  'delivery.archive_bomb': 'an entry of the archive inflates beyond measure',
  'delivery.archive_entry': 'the archive does not hold the one entry that is declared',
  'delivery.changed': 'the file changed while it was read',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** A whole delivery cannot be taken: yesterday's records stand. Names places and columns, never values. */
export class DeliveryRefused extends TerminalError {
  declare readonly code: RefusalCode;
  /** What changed against the contract, where that is the reason. */
  readonly drift: HeaderDrift | null;

  constructor(trouble: Trouble & { readonly code: RefusalCode; readonly drift?: HeaderDrift }) {
    super(trouble);
    this.drift = trouble.drift ?? null;
  }
}
