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
