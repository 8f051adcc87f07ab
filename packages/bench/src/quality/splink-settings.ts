import { planOfDeclaration } from '@golden-thread/linkage/from-declaration';
import { startingParameters } from '@golden-thread/linkage/starting-parameters';
import { writeSettings } from '@golden-thread/linkage/write-settings';
import type { BlockingExpression, BlockingRule, LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';

const LISTS: ReadonlySet<string> = new Set(MATCH_COLUMNS.flatMap((column) => (column.type === 'text[]' ? [column.name] : [])));

/** Columns whose values a declaration takes together: Splink is given them as one list. */
export interface JoinedColumn {
  readonly name: string;
  readonly columns: readonly string[];
}

interface SplinkRule {
  readonly blocking_rule: string;
  readonly arrays_to_explode?: readonly string[];
}

/** The declaration's comparisons as Splink takes them, its rules with lists exploded, and the columns that these rules need besides. */
export function splinkSettingsOf(linkage: LinkageDeclaration): { readonly settings: object; readonly joined: readonly JoinedColumn[] } {
  const plan = planOfDeclaration(linkage);
  const joined = new Map<string, JoinedColumn>();
  const ruleOf = ({ all }: BlockingRule): SplinkRule => {
    const terms = all.map((expression) => termOf(expression, joined));
    const lists = terms.flatMap(({ list }) => list ?? []);
    return { blocking_rule: terms.map(({ text }) => text).join(' AND '), ...(lists.length > 0 ? { arrays_to_explode: lists } : {}) };
  };
  // Splink trains on no rule that explodes lists.
  const unexploded = ({ all }: BlockingRule): string =>
    all
      .map((expression) => {
        const { text, list } = termOf(expression, joined);
        return list === null ? text : `list_has_any(l."${list}", r."${list}")`;
      })
      .join(' AND ');
  const { comparisons, ...written } = writeSettings(plan, startingParameters(plan));
  const settings = {
    ...written,
    comparisons: comparisons.map((comparison) => ({ ...comparison, comparison_levels: comparison.comparison_levels.map(withoutLists) })),
    blocking_rules_to_generate_predictions: linkage.blocking.map(ruleOf),
    retain_matching_columns: false,
    retain_intermediate_calculation_columns: false,
    training: {
      deterministic_rules: linkage.training.deterministicRules.map(unexploded),
      recall: linkage.training.recall,
      em_blocking_rules: linkage.training.emBlocking.map(unexploded),
    },
  };
  return { settings, joined: [...joined.values()] };
}

function termOf(
  expression: BlockingExpression,
  joined: Map<string, JoinedColumn>,
): { readonly text: string; readonly list: string | null } {
  const same = (left: string, right: string, list: string | null) => ({ text: `${left} = ${right}`, list });
  const { column, first, or } = expression;
  if (or !== undefined) {
    const columns = [column, ...or];
    const name = columns.join('_or_');
    joined.set(name, { name, columns });
    return same(`l."${name}"`, `r."${name}"`, name);
  }
  if (first !== undefined) {
    const letters = (side: string) => `substr(${side}."${column}", 1, ${first})`;
    return same(letters('l'), letters('r'), null);
  }
  return same(`l."${column}"`, `r."${column}"`, LISTS.has(column) ? column : null);
}

/** Splink weighs by the frequency of a text; of a list it would take the whole list for one value. */
function withoutLists<Level extends object>(level: Level): Level {
  const frequencyOf = 'tf_adjustment_column' in level ? String(level.tf_adjustment_column) : null;
  if (frequencyOf === null || !LISTS.has(frequencyOf)) return level;
  return { ...level, tf_adjustment_column: undefined, tf_adjustment_weight: undefined, tf_adjustment_of: undefined };
}
