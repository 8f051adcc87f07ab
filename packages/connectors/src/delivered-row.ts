/** Why one record is set aside while the others go on. Kept in quarantine; a member is never renamed. */
export const RECORD_PROBLEMS = {
  'record.field_count': 'it has another number of fields than the header',
  'record.quotes': 'its quotes do not pair',
  'record.newline': 'its line ends otherwise than the contract says',
  'record.too_long': 'it is longer than a record may be',
  'record.empty': 'every field is empty',
  'record.header_repeated': 'it is the header again',
  'record.not_json': 'its line is not JSON',
  'record.too_deep': 'it is nested deeper than a record may be',
  'record.not_an_object': 'it is not an object',
  'field.key_empty': 'a field of its key is empty',
  'field.required': 'a required field is empty',
  'field.not_accepted': 'a field holds none of the accepted values',
  'field.date': 'a required date is in none of the declared forms, or is no day of the calendar',
  'field.integer': 'a field is not a whole number',
  'field.boolean': 'a field is neither yes nor no',
  'field.too_long': 'a field is longer than a field may be',
  'field.twice': 'a member stands in the record twice',
  'field.unsafe_number': 'a number is too large to have passed every program unharmed',
  'field.not_a_value': 'a list or an object stands where a value should',
  'field.spreadsheet_error': 'a cell holds an error of its spreadsheet, such as #N/A',
  'field.formula_without_value': 'a cell holds a formula whose value was not saved',
  'field.unstorable': 'a field holds a character that is no text: NUL or half a pair',
} as const;
export type RecordProblemCode = keyof typeof RECORD_PROBLEMS;

export interface RecordProblem {
  readonly code: RecordProblemCode;
  /** The column, where the problem is one field's. */
  readonly field: string | null;
}

/** One record as delivered. */
export interface DeliveredRow {
  /** Number of the record in the delivery, from 1; a header is none. */
  readonly place: number;
  /** Line on which it begins, or row of a sheet, from 1; null where the form has neither. */
  readonly line: number | null;
  /** Aligned with `Object.keys(contract.columns)`; '' is null; never trimmed. All null where the record could not be divided. */
  readonly cells: readonly (string | null)[];
  readonly problem: RecordProblem | null;
}
