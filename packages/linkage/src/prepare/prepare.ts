import type { Column, ColumnType, TextValues } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { columnsOf, sidesOf, visit } from '../expression/walk.ts';
import { isTextComparator, pairwiseIn } from '../levels/text-comparators.ts';
import type { LinkagePlan, PlannedRule } from '../plan/linkage-plan.ts';
import { type Symbols, symbolsOf } from '../similarity/symbols.ts';
import { checkTypes, type Placed, placedError } from './check-types.ts';
import { convertedColumn, isRoundedAsNumbers } from './converted-column.ts';
import { neededTypes } from './needed-types.ts';
import type { Prepared, RecordTable } from './prepared.ts';
import { atomsOf, recordParts } from './record-parts.ts';
import { type SharedIds, sharedIdsOf } from './shared-ids.ts';
import { workOut, workOutMembers } from './work-out.ts';

const COLUMN_TYPES = 'column_types';
/** Longer texts are not compared by likeness: a pair of them takes seconds. */
const LONGEST_COMPARED = 10_000;
const EQUALITIES: ReadonlySet<string> = new Set(['=', '<>', 'is distinct from', 'is not distinct from']);

/**
 * Works out every largest expression of one record that the plan's levels, rules and term frequencies, and `also`, ask for.
 * @throws DeclarationError for a column that is not there, or whose values do not fit what an expression makes of them: it
 * names the level or the rule.
 */
export function prepare(records: RecordTable, plan: LinkagePlan, also: readonly Expression[] = []): Prepared {
  const conditions = [
    ...placedIn(plan),
    ...also.map((expression) => ({ expression, place: 'an expression asked for besides', explode: [], isCondition: false })),
  ];
  const raw = typedColumns(records, plan, conditions);
  checkTypes(conditions, (name) => raw.get(name), plan.countedBy);
  const columns = new Map<string, Column>();
  const columnNamed = (name: string, place: string): Column => {
    const column = raw.get(name);
    if (column === undefined) throw missingColumn(name, place, records);
    return column;
  };
  const add = (part: Expression, { place, explode }: Pick<Placed, 'place' | 'explode'>): void => {
    const key = keyOf(part);
    if (columns.has(key)) return;
    const exploded = part.kind === 'column' ? undefined : columnsOf(part).find(({ name }) => explode.includes(name));
    try {
      columns.set(
        key,
        exploded === undefined
          ? workOut(part, records.size, (name) => columnNamed(name, place), plan.countedBy)
          : workOutMembers(part, columnNamed(exploded.name, place), plan.countedBy),
      );
    } catch (error) {
      throw placedError(error, place);
    }
  };
  for (const placed of conditions) {
    for (const { name } of columnsOf(placed.expression)) add({ kind: 'column', name, side: null }, placed);
    recordParts(placed.expression, (part) => add(part, placed));
  }
  for (const { name, place } of namedIn(plan)) add({ kind: 'column', name, side: null }, { place, explode: [] });
  return {
    size: records.size,
    sources: records.sources,
    sourceOf: records.sourceOf,
    columns,
    spellings: spellingsOf(columns, conditions, plan),
    shared: sharedIn(columns, conditions),
  };
}

/** The column of an expression of one record. */
export function columnOf(prepared: Prepared, expression: Expression): Column {
  const column = prepared.columns.get(keyOf(expression));
  if (column !== undefined) return column;
  throw new DeclarationError({
    code: 'linkage.expression_not_prepared',
    message: `The expression ${keyOf(expression)} was not worked out beforehand.`,
    remedy: 'Name it among the expressions that records are prepared for.',
  });
}

/**
 * Numbers of two expressions of one record each, the same for equal values; 0 is null.
 * @throws DeclarationError where one is of texts and the other of numbers or lists.
 */
export function sharedIds(prepared: Prepared, left: Expression, right: Expression): SharedIds {
  const [leftKey, rightKey] = [keyOf(left), keyOf(right)];
  const found = prepared.shared.get(`${leftKey}\n${rightKey}`) ?? sharedIdsOf(columnOf(prepared, left), columnOf(prepared, right));
  if (found !== null) return found;
  throw new DeclarationError({
    code: 'linkage.types_differ',
    message: `${leftKey} and ${rightKey} hold different kinds of value and are never equal.`,
    remedy: 'Cast one of them, or give its column a type under column_types.',
  });
}

function placedIn(plan: LinkagePlan): Placed[] {
  const placed: Placed[] = [];
  for (const comparison of plan.comparisons)
    for (const { condition, label } of comparison.levels)
      if (condition !== null)
        placed.push({ expression: condition, place: `level '${label}' of comparison ${comparison.name}`, explode: [], isCondition: true });
  for (const { condition, explode, place } of rulesOf(plan))
    if (condition !== null) placed.push({ expression: condition, place, explode, isCondition: true });
  return placed;
}

/** Every rule of a plan, and what it is called in messages. */
function rulesOf({ rules, training }: LinkagePlan): readonly (PlannedRule & { readonly place: string })[] {
  const called = (what: string, of: readonly PlannedRule[]) => of.map((rule) => ({ ...rule, place: `${what} ${rule.text}` }));
  return [
    ...called('blocking rule', rules),
    ...called('deterministic rule', training?.deterministicRules ?? []),
    ...called('training rule', training?.emRules ?? []),
  ];
}

/** Columns that are named outside conditions. */
function namedIn(plan: LinkagePlan): { readonly name: string; readonly place: string }[] {
  const named = plan.comparisons.flatMap((comparison) =>
    comparison.levels.flatMap(({ termFrequency, label }) =>
      termFrequency === null
        ? []
        : [{ name: termFrequency.column, place: `term frequencies of level '${label}' of comparison ${comparison.name}` }],
    ),
  );
  const labels = plan.training?.labelColumn;
  return [
    ...named,
    ...rulesOf(plan).flatMap(({ explode, place }) => explode.map((name) => ({ name, place }))),
    ...(labels === null || labels === undefined ? [] : [{ name: labels, place: 'the label column' }]),
  ];
}

/** Columns as they were read, or as the type that the settings or the conditions ask of them. */
function typedColumns(records: RecordTable, plan: LinkagePlan, conditions: readonly Placed[]): ReadonlyMap<string, Column> {
  const typed = new Map(records.columns);
  typed.set(plan.uniqueIdColumn, typed.get(plan.uniqueIdColumn) ?? records.uniqueIds);
  for (const [name, type] of Object.entries(plan.columnTypes)) convert(typed, name, type, COLUMN_TYPES);
  for (const { expression, place } of conditions)
    neededTypes(expression, (name, type) => {
      if (typed.get(name)?.type === 'text' && plan.columnTypes[name] === undefined) convert(typed, name, type, place);
    });
  return typed;
}

function convert(typed: Map<string, Column>, name: string, type: ColumnType, place: string): void {
  const column = typed.get(name);
  if (column === undefined || column.type === type) return;
  if ((type === 'number' || type === 'integer') && !(place === COLUMN_TYPES && type === 'number') && isRoundedAsNumbers(column))
    throw new DeclarationError({
      code: 'linkage.column_rounded',
      message: `Column ${name} is needed as ${type} by ${place}, and holds whole numbers of more than 15 digits, which would be rounded and some of them then be equal.`,
      remedy: `Do not calculate with the column, or with try_cast("${name}" as double) where rounded numbers will do.`,
    });
  const converted = convertedColumn(column, type);
  if (converted === null)
    throw new DeclarationError({
      code: 'linkage.column_type',
      message: `Column ${name} is needed as ${type} by ${place}, and not all of its values are.`,
      remedy: `Mend the column, write the expression with try_cast or try_strptime, or give the column another type under column_types.`,
    });
  typed.set(name, converted);
}

/** Symbols of every column whose texts, or whose members, a comparator reads: one alphabet for those that it sets side by side. */
function spellingsOf(columns: ReadonlyMap<string, Column>, conditions: readonly Placed[], plan: LinkagePlan): Map<string, Symbols> {
  const groups = new Map<string, Set<string>>();
  const spell = (parts: readonly Expression[]): void => {
    const keys = parts.map(keyOf).filter((key) => textsIn(columns.get(key)) !== null);
    const group = new Set(keys.flatMap((key) => [...(groups.get(key) ?? [key])]));
    for (const key of group) groups.set(key, group);
  };
  for (const { expression } of conditions)
    visit(expression, (part) => {
      if (part.kind === 'call' && isTextComparator(part.name)) spell(part.args);
      const pairwise = pairwiseIn(part);
      if (pairwise !== null) spell([pairwise.left, pairwise.right]);
    });
  const spellings = new Map<string, Symbols>();
  for (const group of new Set(groups.values())) {
    const keys = [...group];
    const symbols = symbolsOf(
      keys.flatMap((key) => textsIn(columns.get(key)) ?? []),
      plan.countedBy,
    );
    keys.forEach((key, k) => {
      if (symbols[k] === undefined) return;
      checkLengths(symbols[k], key);
      spellings.set(key, symbols[k]);
    });
  }
  return spellings;
}

/** @throws DeclarationError `linkage.text_too_long` */
function checkLengths({ starts }: Symbols, key: string): void {
  const long = starts.reduce((count, start, id) => ((starts[id + 1] ?? start) - start > LONGEST_COMPARED ? count + 1 : count), 0);
  if (long === 0) return;
  throw new DeclarationError({
    code: 'linkage.text_too_long',
    message: `${long === 1 ? 'A value' : `${long} different values`} of ${key} ${long === 1 ? 'is' : 'are'} longer than ${LONGEST_COMPARED} characters, and cannot be compared by likeness.`,
    remedy: 'Mend the cell (a quotation mark that is not closed swallows lines), or compare the beginning: left(…, 1000).',
  });
}

/** The texts of a column, or of its lists' members. */
function textsIn(column: Column | undefined): TextValues | null {
  const values = column?.values.kind === 'list' ? column.values.of : column?.values;
  return values?.kind === 'text' ? values : null;
}

/** Shared numbers wherever a condition sets different expressions of the two records side by side. */
function sharedIn(columns: ReadonlyMap<string, Column>, conditions: readonly Placed[]): Map<string, SharedIds> {
  const shared = new Map<string, SharedIds>();
  for (const { expression } of conditions)
    atomsOf(expression, (atom) => {
      if (atom.kind !== 'binary' || !EQUALITIES.has(atom.op) || sidesOf(atom) !== 'both') return;
      const key = `${keyOf(atom.left)}\n${keyOf(atom.right)}`;
      const left = columns.get(keyOf(atom.left));
      const right = columns.get(keyOf(atom.right));
      if (left === undefined || right === undefined || left === right || shared.has(key)) return;
      const ids = sharedIdsOf(left, right);
      if (ids !== null) shared.set(key, ids);
    });
  return shared;
}

function missingColumn(name: string, place: string, records: RecordTable): DeclarationError {
  const names = records.names ?? [...records.columns.keys()];
  const spaced = names.some((own) => own !== name && own.trim() === name.trim());
  return new DeclarationError({
    code: 'linkage.column_missing',
    message: `Column ${name}, which ${place} reads, is not among the records' columns.`,
    remedy: spaced
      ? `The records' own name for it has spaces around it: take them away (--trim), or write it as it is.`
      : `Correct the name: there are ${names.join(', ')}.`,
  });
}
