/** Caps on what comes in. A record above a cap is set aside; a file above one is refused. */
export interface DeliveryLimits {
  /** Bytes of a file that is read in a stream, and of what an archive inflates to. */
  readonly fileBytes: number;
  /** Bytes of a file that is held in memory whole (a workbook inside an archive; the texts that the cells of one share). */
  readonly wholeFileBytes: number;
  /** Characters of one record. */
  readonly recordCharacters: number;
  /** Lines of one record, by line breaks inside quotes. */
  readonly recordLines: number;
  /** Characters of one field. */
  readonly fieldCharacters: number;
  readonly columns: number;
  /** Records whose quotes do not pair, before the file is refused. */
  readonly quoteFaults: number;
  /** Nesting of JSON and XML. */
  readonly depth: number;
  /** Attributes of one element of XML. */
  readonly attributes: number;
  readonly archiveEntries: number;
  /** Times its packed size that an entry of an archive may inflate to. */
  readonly inflationRatio: number;
}

export const DEFAULT_LIMITS: DeliveryLimits = {
  fileBytes: 4 * 2 ** 30,
  wholeFileBytes: 128 * 2 ** 20,
  recordCharacters: 2 ** 20,
  recordLines: 200,
  fieldCharacters: 2 ** 16,
  columns: 500,
  quoteFaults: 1000,
  depth: 16,
  attributes: 64,
  archiveEntries: 2000,
  inflationRatio: 250,
};
