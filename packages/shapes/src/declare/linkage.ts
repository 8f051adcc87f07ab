import { z } from 'zod';
import { type ListMatchColumnName, MATCH_COLUMNS, type MatchColumnName, type TextMatchColumnName } from '../dictionary/person.ts';
import { type Declared, declare, identifierName, sentence, wrong } from './check.ts';

const names = MATCH_COLUMNS.map((c) => c.name) as [MatchColumnName, ...MatchColumnName[]];
const lists = MATCH_COLUMNS.filter((c) => c.type === 'text[]').map((c) => c.name) as [ListMatchColumnName, ...ListMatchColumnName[]];
const texts = MATCH_COLUMNS.filter((c) => c.type === 'text').map((c) => c.name) as [TextMatchColumnName, ...TextMatchColumnName[]];

/** An expression of one match column. A list explodes: records meet on any member that they share; `or` adds the values of further columns. */
const expressionSchema = z.strictObject({
  column: z.enum(names),
  first: z.int().positive().optional(),
  or: z.array(z.enum(names)).min(1).optional(),
});
export type BlockingExpression = z.infer<typeof expressionSchema>;

const ruleSchema = z.strictObject({ all: z.array(expressionSchema).min(1) });
export type BlockingRule = z.infer<typeof ruleSchema>;

const plainLevelSchema = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('exact'), column: z.enum(texts), termFrequency: z.boolean().default(false) }),
  z.strictObject({ level: z.literal('jaro_winkler'), column: z.enum(texts), atLeast: z.number().gt(0).lte(1) }),
  z.strictObject({ level: z.literal('levenshtein'), column: z.enum(texts), atMost: z.int().positive() }),
  /** One letter put in, left out or changed, or two neighbours exchanged. */
  z.strictObject({ level: z.literal('one_edit'), column: z.enum(texts) }),
  z.strictObject({ level: z.literal('initial'), column: z.enum(texts) }),
  z.strictObject({
    level: z.literal('overlap'),
    column: z.enum(lists),
    atLeast: z.int().positive(),
    termFrequency: z.boolean().default(false),
  }),
  /** A text on one side stands in a list on the other. */
  z.strictObject({ level: z.literal('member'), column: z.enum(texts), list: z.enum(lists) }),
  z.strictObject({ level: z.literal('crossed'), column: z.enum(texts), with: z.enum(texts) }),
  z.strictObject({ level: z.literal('day_month_swapped'), column: z.enum(texts) }),
  z.strictObject({ level: z.literal('same_month'), column: z.enum(texts) }),
  z.strictObject({ level: z.literal('within_days'), column: z.enum(texts), days: z.int().positive() }),
]);
/** A level that combined levels are made of. */
export type PlainLevel = z.input<typeof plainLevelSchema>;
const anyLevelSchema = z.strictObject({ level: z.literal('any'), of: z.array(plainLevelSchema).min(2) });
const levelSchema = z.discriminatedUnion('level', [
  ...plainLevelSchema.options,
  /** One of these holds. */
  anyLevelSchema,
  /** All of these hold: facts that come together are one level, or they would be counted twice. */
  z.strictObject({
    level: z.literal('all'),
    of: z.array(z.discriminatedUnion('level', [...plainLevelSchema.options, anyLevelSchema])).min(2),
  }),
  z.strictObject({ level: z.literal('else') }),
]);
export type ComparisonLevel = z.infer<typeof levelSchema>;

const comparisonSchema = z.strictObject({
  name: identifierName,
  describes: sentence,
  /** The comparison is null (gamma −1) when either record has nothing in every one of these. */
  silentWithout: z.array(z.enum(names)).min(1),
  /** Best first; the last is the else-level. */
  levels: z.array(levelSchema).min(2),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const linkageSchema = z.strictObject({
  describes: sentence,
  blocking: z.array(ruleSchema).min(1),
  comparisons: z.array(comparisonSchema).min(1),
  training: z.strictObject({
    deterministicRules: z.array(ruleSchema).min(1),
    /** Share of true pairs that the deterministic rules are believed to find. */
    recall: z.number().gt(0).lte(1),
    emBlocking: z.array(ruleSchema).min(1),
  }),
  /** Predicted candidate pairs above which the night stops at the gate `block_budget`. */
  pairBudget: z.int().positive(),
});
export type LinkageDeclaration = Declared<z.output<typeof linkageSchema>>;

/** A blocking rule: records meet when they agree on every expression. */
export const block = (...expressions: (MatchColumnName | BlockingExpression)[]): BlockingRule => ({
  all: expressions.map((e) => (typeof e === 'string' ? { column: e } : e)),
});
/** The first letters of a column. */
export const first = (column: MatchColumnName, letters: number): BlockingExpression => ({ column, first: letters });
/** Records meet on a value that stands in any of the columns, whichever it is on either side: names given in another order. */
export const either = (column: MatchColumnName, ...or: MatchColumnName[]): BlockingExpression => ({ column, or });

/** @throws DeclarationError when it is wrong. */
export function defineLinkage(input: z.input<typeof linkageSchema>): LinkageDeclaration {
  const linkage = declare('linkage', 'linkage', linkageSchema, input);
  for (const comparison of linkage.comparisons) {
    const elses = comparison.levels.filter((level) => level.level === 'else').length;
    if (elses !== 1 || comparison.levels.at(-1)?.level !== 'else')
      throw wrong('linkage', comparison.name, 'the else-level is missing or not last', "end its levels with exactly one { level: 'else' }");
  }
  if (new Set(linkage.comparisons.map((c) => c.name)).size !== linkage.comparisons.length)
    throw wrong('linkage', 'linkage', 'two comparisons have one name', 'give each comparison a name of its own');
  return linkage;
}
