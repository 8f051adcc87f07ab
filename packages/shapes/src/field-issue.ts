/** What was wrong with a field. Never holds the value. */
export const ISSUE_CODES = {
  placeholder: 'a stand-in for a value nobody knew',
  unparsable: 'a value in none of the forms the contract names',
  implausible: 'a value that cannot be true',
  check_failed: 'an identifier whose check digit is wrong',
  out_of_range: 'an identifier outside the range in use',
  reserved: 'a number reserved for tests',
  temporary: 'a temporary identifier',
  assumed_day: 'a date whose day, or day and month, was assumed',
  two_digit_year: 'a date written with two digits for the year',
  day_month_order: 'a date whose day and month may be swapped',
  future: 'a date after the business date',
  ambiguous_hour: 'a local time that happens twice; the earlier was taken',
  skipped_hour: 'a local time that the clocks jumped over',
  repaired: 'a value mended by a rule: raw and standard form differ in more than spelling',
  digits_in_name: 'digits within a name, read as the letters they look like',
  two_people: 'two people in one name',
  organisation: 'an organisation where a person should be',
  unmapped: 'a coded value that the declaration does not map',
  mojibake: 'text decoded wrongly before it came to us',
  used_again: "a source's id that named another person before",
  shared_in_delivery: 'an identifier on several records of one delivery',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

/** Issues of a value that is there and may yet not be as it was meant. */
export const DOUBTS: ReadonlySet<string> = new Set<IssueCode>([
  'implausible',
  'out_of_range',
  'temporary',
  'assumed_day',
  'two_digit_year',
  'day_month_order',
  'repaired',
  'digits_in_name',
  'mojibake',
  'shared_in_delivery',
]);

export interface FieldIssue {
  /** Attribute name of the dictionary, e.g. `birth_date`; `source_record_id` for the source's own key. */
  readonly field: string;
  readonly code: IssueCode;
}

/** As kept in `core`: `field:code`. */
export const printIssue = (issue: FieldIssue): string => `${issue.field}:${issue.code}`;
