import { FAMILY_TALES, type FamilyTale } from '@golden-thread/fixtures/council/families';
import type { FamilyOutcome } from './families.ts';

/** The families of a night. */
export interface FamiliesOfNight {
  readonly night: number;
  readonly families: readonly FamilyOutcome[];
}

/** One family of the catalogue over all nights. */
export interface FamilyRow {
  readonly family: string;
  readonly tale: FamilyTale;
  readonly copies: number;
  /** What was found: what was expected, or what else, night by night. */
  readonly found: string;
  readonly equal: boolean;
}

const AS_EXPECTED = 'as expected, every night';

/** Every family of the catalogue with what was expected and what was found. */
export function familyTable(nights: readonly FamiliesOfNight[]): readonly FamilyRow[] {
  return Object.entries(FAMILY_TALES).map(([family, tale]): FamilyRow => {
    const outcomes = nights.map(({ night, families }) => ({ night, outcome: families.find((one) => one.family === family) }));
    const others = outcomes.flatMap(({ night, outcome }) =>
      outcome === undefined
        ? [`night ${night}: not there`]
        : [...outcome.found].map(([words, copies]) => `night ${night}: ${copies} of ${outcome.copies} ${words}`),
    );
    return {
      family,
      tale,
      copies: Math.max(0, ...outcomes.map(({ outcome }) => outcome?.copies ?? 0)),
      found: others.length === 0 ? AS_EXPECTED : others.join('; '),
      equal: others.length === 0,
    };
  });
}

/** The table as Markdown. */
export const familyMarkdown = (rows: readonly FamilyRow[]): readonly string[] => [
  '| family | what happens | expected | found | copies |',
  '|---|---|---|---|---|',
  ...rows.map(
    ({ family, tale, found, copies }) => `| ${family} | ${tale.plot} | ${tale.expected}${tale.roles ? ' *' : ''} | ${found} | ${copies} |`,
  ),
];
