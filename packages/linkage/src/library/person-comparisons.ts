import { type Columnar, isPlainColumn, outputNameOf, rawSqlOf, regexExtract } from './column-expression.ts';
import { type ComparisonSettings, comparisonOf } from './comparison-settings.ts';
import { configure, type LevelSettings } from './level-settings.ts';
import { and, columnsReversedLevel, elseLevel, exactMatchLevel, nullLevel } from './levels.ts';
import { arrayIntersectLevel } from './list-levels.ts';
import { distanceInKMLevel } from './number-levels.ts';
import { jaroWinklerLevel } from './text-levels.ts';
import { several } from './thresholds.ts';

const VALID_POSTCODE = '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$';
const SECTOR = '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]';
const DISTRICT = '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?';
const AREA = '^[A-Za-z]{1,2}';
const EMAIL_USERNAME = '^[^@]+';
/** Likenesses from here on stand before the level on how names sound. */
const VERY_ALIKE = 0.88;

/** A UK postcode: all of it; its sector, district, area; or, with coordinates, its sector and the distance. */
export function postcodeComparison(
  column: Columnar,
  options: {
    readonly invalidPostcodesAsNull?: boolean;
    readonly latCol?: Columnar;
    readonly longCol?: Columnar;
    readonly kmThresholds?: number | readonly number[];
  } = {},
): ComparisonSettings {
  const { latCol, longCol } = options;
  const none = nullLevel(column, options.invalidPostcodesAsNull === true ? { validStringPattern: VALID_POSTCODE } : {});
  const part = (pattern: string, name: string): LevelSettings =>
    configure(exactMatchLevel(regexExtract(column, pattern)), { labelForCharts: `Exact match on ${name}` });
  const whole = configure(exactMatchLevel(column), { labelForCharts: 'Exact match on full postcode' });
  const levels =
    latCol === undefined || longCol === undefined
      ? [whole, part(SECTOR, 'sector'), part(DISTRICT, 'district'), part(AREA, 'area')]
      : [
          exactMatchLevel(column),
          exactMatchLevel(regexExtract(column, SECTOR)),
          ...several(options.kmThresholds ?? [1, 10, 100]).map((km) =>
            configure(distanceInKMLevel(latCol, longCol, km), { labelForCharts: `Distance in km <= ${km}` }),
          ),
        ];
  return comparisonOf(outputNameOf(column), 'PostcodeComparison', [none, ...levels, elseLevel()]);
}

/** An address of e-mail: all of it; what stands before the @; either of them alike. */
export function emailComparison(column: Columnar): ComparisonSettings {
  const username = regexExtract(column, EMAIL_USERNAME);
  return comparisonOf(outputNameOf(column), 'EmailComparison', [
    nullLevel(column),
    configure(exactMatchLevel(column), { tfAdjustmentColumn: rawSqlOf(column) }),
    configure(exactMatchLevel(username), { labelForCharts: 'Exact match on username' }),
    jaroWinklerLevel(column, 0.88),
    configure(jaroWinklerLevel(username, 0.88), { labelForCharts: 'Jaro-Winkler >0.88 on username' }),
    elseLevel(),
  ]);
}

/** A name: equal, weighed by how common it is; alike; with a column of lists of sounds, sounding alike. */
export function nameComparison(
  column: Columnar,
  options: { readonly jaroWinklerThresholds?: number | readonly number[]; readonly dmetaColName?: Columnar } = {},
): ComparisonSettings {
  const thresholds = several(options.jaroWinklerThresholds ?? [0.92, 0.88, 0.7]);
  const exact = exactMatchLevel(column);
  const alike = (among: readonly number[]): readonly LevelSettings[] => among.map((t) => jaroWinklerLevel(column, t));
  return comparisonOf(outputNameOf(column), 'NameComparison', [
    nullLevel(column),
    isPlainColumn(column) ? configure(exact, { tfAdjustmentColumn: rawSqlOf(column) }) : exact,
    ...alike(thresholds.filter((t) => t >= VERY_ALIKE)),
    ...(options.dmetaColName === undefined ? [] : [arrayIntersectLevel(options.dmetaColName, 1)]),
    ...alike(thresholds.filter((t) => t < VERY_ALIKE)),
    elseLevel(),
  ]);
}

/** Forename and surname as one: both equal; swapped; both alike; the surname, the forename alone. */
export function forenameSurnameComparison(
  forename: Columnar,
  surname: Columnar,
  options: {
    readonly jaroWinklerThresholds?: number | readonly number[];
    /** A column that holds both, so that the whole name is weighed by how common it is. */
    readonly forenameSurnameConcatColName?: Columnar;
  } = {},
): ComparisonSettings {
  const whole = options.forenameSurnameConcatColName;
  const weighed = (column: Columnar): LevelSettings => configure(exactMatchLevel(column), { tfAdjustmentColumn: rawSqlOf(column) });
  return comparisonOf(`${outputNameOf(forename)}_${outputNameOf(surname)}`, 'ForenameSurnameComparison', [
    and(nullLevel(forename), nullLevel(surname)),
    whole === undefined ? and(exactMatchLevel(forename), exactMatchLevel(surname)) : weighed(whole),
    columnsReversedLevel(forename, surname, { symmetrical: true }),
    ...several(options.jaroWinklerThresholds ?? [0.92, 0.88]).map((t) => and(jaroWinklerLevel(forename, t), jaroWinklerLevel(surname, t))),
    weighed(surname),
    weighed(forename),
    elseLevel(),
  ]);
}
