import { readTruth } from '../csv.ts';

/** What the truth tells of a record's person, for measuring by subgroup. */
export interface About {
  readonly community: string;
  readonly sex: string;
  /** Years on the council's first night. */
  readonly age: number;
  readonly care: string;
  readonly identifier: boolean;
}

export interface Subgroup {
  readonly group: string;
  readonly pairs: number;
  readonly recall: number;
}

/** A record as far as recall is measured: its key `source/part/id`, and what the truth tells of its person. */
export interface Measured {
  readonly key: string;
  readonly about: About;
}
/** Whether two records are in one cluster. */
export type Together<Of extends Measured> = (one: Of, other: Of) => boolean;

/** Fewer pairs than this say little. */
const LEAST_PAIRS = 300;
const AGE_BANDS = [1, 5, 11, 16, 18] as const;

/** The true pairs that the generator marked as linkable beforehand: by the newest night that it marked. */
export function linkableAmong<Of extends Measured>(
  truePairs: readonly (readonly [Of, Of])[],
  truthDirectory: string,
  night: number,
): readonly (readonly [Of, Of])[] {
  const rows = readTruth(`${truthDirectory}/unlinkable.csv`);
  const marked = Math.max(1, ...rows.map((row) => Number(row['night'])).filter((one) => one <= night));
  const given = new Set(
    rows.flatMap((row) => {
      if (Number(row['night']) !== marked) return [];
      const [a, b] = ['a', 'b'].map((side) => `${row[`${side}_source`]}/${row[`${side}_part`]}/${row[`${side}_source_record_id`]}`);
      return [`${a} ${b}`, `${b} ${a}`];
    }),
  );
  return truePairs.filter(([x, y]) => !given.has(`${x.key} ${y.key}`));
}

export const recallOf = <Of extends Measured>(pairs: readonly (readonly [Of, Of])[], together: Together<Of>): number =>
  pairs.filter(([x, y]) => together(x, y)).length / Math.max(1, pairs.length);

/** Recall by community of names, sex, age, care status and identifiers, for every group of 300 pairs or more. */
export function subgroupsOf<Of extends Measured>(pairs: readonly (readonly [Of, Of])[], together: Together<Of>): readonly Subgroup[] {
  return [
    ...Map.groupBy(
      pairs.flatMap((pair) => groupsOf(pair).map((group) => ({ group, pair }))),
      ({ group }) => group,
    ),
  ]
    .map(([group, members]) => ({
      group,
      pairs: members.length,
      recall: recallOf(
        members.map(({ pair }) => pair),
        together,
      ),
    }))
    .filter((subgroup) => subgroup.pairs >= LEAST_PAIRS)
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

function groupsOf([{ about }, { about: other }]: readonly [Measured, Measured]): readonly string[] {
  const band = AGE_BANDS.findIndex((below) => about.age < below);
  const ages = ['under 1', '1 to 4', '5 to 10', '11 to 15', '16 and 17'][band] ?? 'adult';
  const identifiers = about.identifier && other.identifier ? 'on both' : about.identifier || other.identifier ? 'on one' : 'on neither';
  return [`age ${ages}`, `care ${about.care}`, `identifiers ${identifiers}`, `names ${about.community}`, `sex ${about.sex}`];
}
