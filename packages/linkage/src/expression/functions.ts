/** A function that expressions may call. */
export interface KnownFunction {
  /** As it stands in the tree. */
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** As DuckDB has it, where that differs; `null`: DuckDB has none such, it is our own. */
  readonly printed: string | null;
}

/** name, fewest and most arguments, other names that mean the same. */
type Row = readonly [name: string, least: number, most: number, aliases?: string];

const MANY = 1000;

const TEXT_LIKENESS: readonly Row[] = [
  ['jaro_winkler_similarity', 2, 2, 'jaro_winkler jaro_winkler_sim'],
  ['jaro_similarity', 2, 2, 'jaro jaro_sim'],
  ['levenshtein', 2, 2, 'editdist3'],
  ['damerau_levenshtein', 2, 2],
  ['hamming', 2, 2, 'mismatches'],
  ['jaccard', 2, 2, 'jaccard_sim jaccard_similarity'],
];

const TEXT: readonly Row[] = [
  ['lower', 1, 1, 'lcase'],
  ['upper', 1, 1, 'ucase'],
  ['trim', 1, 2],
  ['ltrim', 1, 2],
  ['rtrim', 1, 2],
  ['substr', 2, 3, 'substring'],
  ['left', 2, 2],
  ['right', 2, 2],
  ['lpad', 3, 3],
  ['rpad', 3, 3],
  ['concat', 1, MANY],
  ['concat_ws', 2, MANY],
  ['replace', 3, 3],
  ['translate', 3, 3],
  ['strip_accents', 1, 1],
  ['reverse', 1, 1],
  ['length', 1, 1, 'len char_length character_length'],
  ['strpos', 2, 2, 'instr'],
  ['contains', 2, 2],
  ['starts_with', 2, 2, 'startswith prefix'],
  ['ends_with', 2, 2, 'endswith suffix'],
  ['split', 2, 2, 'string_split str_split string_to_array'],
  ['split_part', 3, 3],
  ['regexp_extract', 2, 3],
  ['regexp_replace', 3, 4],
  ['regexp_matches', 2, 2, 'rlike regexp_like'],
  ['regexp_full_match', 2, 2],
];

const LISTS: readonly Row[] = [
  ['array_length', 1, 1, 'cardinality size'],
  ['list_contains', 2, 2, 'array_contains list_has array_has'],
  ['list_position', 2, 2, 'list_indexof array_position array_indexof'],
  ['list_intersect', 2, 2, 'array_intersect'],
  ['list_has_any', 2, 2, 'array_has_any arrays_overlap'],
  ['list_has_all', 2, 2, 'array_has_all'],
  ['list_concat', 2, 2, 'array_concat list_cat array_cat'],
  ['list_distinct', 1, 1, 'array_distinct'],
  ['list_unique', 1, 1, 'array_unique'],
  ['list_sort', 1, 1, 'array_sort'],
  ['list_reverse', 1, 1, 'array_reverse'],
  ['list_min', 1, 1, 'array_min'],
  ['list_max', 1, 1, 'array_max'],
  ['list_sum', 1, 1],
  ['list_transform', 2, 2, 'array_transform list_apply array_apply transform apply'],
  ['list_filter', 2, 2, 'array_filter filter'],
  ['array_slice', 3, 3, 'list_slice'],
  ['flatten', 1, 1],
  ['array_to_string', 2, 2],
  ['array_cosine_similarity', 2, 2, 'cosine_similarity'],
  ['list_cosine_similarity', 2, 2],
];

const CHOICE: readonly Row[] = [
  ['coalesce', 1, MANY, 'ifnull nvl'],
  ['nullif', 2, 2],
  ['greatest', 1, MANY],
  ['least', 1, MANY],
];

const NUMBERS: readonly Row[] = [
  ['abs', 1, 1],
  ['divide', 2, 2],
  ['isnan', 1, 1],
  ['isinf', 1, 1],
  ['isfinite', 1, 1],
  ['sign', 1, 1],
  ['sqrt', 1, 1],
  ['pow', 2, 2, 'power'],
  ['exp', 1, 1],
  ['ln', 1, 1],
  ['log2', 1, 1],
  ['log10', 1, 1, 'log'],
  ['sin', 1, 1],
  ['cos', 1, 1],
  ['tan', 1, 1],
  ['asin', 1, 1],
  ['acos', 1, 1],
  ['atan', 1, 1],
  ['atan2', 2, 2],
  ['radians', 1, 1],
  ['degrees', 1, 1],
  ['pi', 0, 0],
  ['floor', 1, 1],
  ['ceil', 1, 1, 'ceiling'],
  ['round', 1, 2],
];

const DATES: readonly Row[] = [
  ['strptime', 2, 2],
  ['try_strptime', 2, 2],
  ['strftime', 2, 2],
  ['epoch', 1, 1],
  ['date_part', 2, 2, 'datepart'],
  ['date_diff', 3, 3, 'datediff'],
  ['date_sub', 3, 3, 'datesub'],
  ['date_trunc', 2, 2, 'datetrunc'],
];

/** Forms that the parser makes and prints in a form of their own: `x + interval n unit`, `cast(x as float)`. */
const FORMS: readonly Row[] = [
  ['add_interval', 3, 3],
  ['as_float', 1, 1],
  ['try_as_float', 1, 1],
];

const OUR_OWN: readonly Row[] = [
  ['one_edit', 2, 2],
  ['is_initial', 2, 2],
  ['day_month_swapped', 2, 2],
  ['same_precision', 2, 2],
  ['date_precision', 1, 1],
  ['token_set_similarity', 2, 2],
  ['any_of', 1, MANY],
  ['months_between', 2, 2],
];

const PRINTED: Readonly<Record<string, string>> = { split: 'string_split' };

const BY_NAME: ReadonlyMap<string, KnownFunction> = new Map(
  [TEXT_LIKENESS, TEXT, LISTS, CHOICE, NUMBERS, DATES, FORMS, OUR_OWN].flatMap((rows) =>
    rows.flatMap(([name, least, most, aliases]) => {
      const known = { name, least, most, printed: rows === OUR_OWN ? null : (PRINTED[name] ?? name) };
      return [name, ...(aliases?.split(' ') ?? [])].map((written) => [written, known] as const);
    }),
  ),
);

/** The function of this name or alias, in any case; `undefined`: there is none. */
export function functionNamed(written: string): KnownFunction | undefined {
  return BY_NAME.get(written.toLowerCase());
}

/** Functions on one subject, as documents list them. */
export interface FunctionGroup {
  readonly title: string;
  readonly isOwn: boolean;
  readonly functions: readonly {
    readonly name: string;
    readonly least: number;
    readonly most: number;
    readonly aliases: readonly string[];
  }[];
}

/** All functions by subject. `most` is infinite where there may be any number of arguments. */
export function functionGroups(): readonly FunctionGroup[] {
  const group = (title: string, rows: readonly Row[]): FunctionGroup => ({
    title,
    isOwn: rows === OUR_OWN,
    functions: rows.map(([name, least, most, aliases]) => ({
      name,
      least,
      most: most === MANY ? Number.POSITIVE_INFINITY : most,
      aliases: aliases?.split(' ') ?? [],
    })),
  });
  return [
    group('Likeness of texts', TEXT_LIKENESS),
    group('Texts', TEXT),
    group('Lists', LISTS),
    group('Choice', CHOICE),
    group('Numbers', NUMBERS),
    group('Dates and moments', DATES),
    group('Our own', OUR_OWN),
  ];
}

/** Canonical names, for messages. */
export function functionNames(): string[] {
  return [...new Set([...BY_NAME.values()].map(({ name }) => name))].filter((name) => !FORMS.some(([form]) => form === name));
}
