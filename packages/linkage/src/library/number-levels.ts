import { type Columnar, inLevel, labelOf } from './column-expression.ts';
import { type LevelSettings, levelOf } from './level-settings.ts';
import { between } from './thresholds.ts';

const EARTH_RADIUS_KM = 6371;

/** Two places no further apart, in km along the earth's surface, degrees in. */
export function distanceInKMLevel(
  latitude: Columnar,
  longitude: Columnar,
  kmThreshold: number,
  options: { readonly notNull?: boolean } = {},
): LevelSettings {
  const [latL, latR, lngL, lngR] = [inLevel(latitude, 'l'), inLevel(latitude, 'r'), inLevel(longitude, 'l'), inLevel(longitude, 'r')];
  // Line breaks and indentation are Splink's, so that its files and ours are equal text by text.
  const cosine = `
        sin( radians(${latL}) ) * sin( radians(${latR}) ) +
        cos( radians(${latL}) ) * cos( radians(${latR}) )
            * cos( radians(${lngR} - ${lngL}) )
    `;
  const clipped = `
        case
            when (${cosine}) > 1 then 1
            when (${cosine}) < -1 then -1
            else (${cosine})
        end
    `;
  const distance = `
        cast(
            acos(
                ${clipped}
            ) * ${EARTH_RADIUS_KM}
            as float
        )
     <= ${kmThreshold}`;
  const present = [latR, latL, lngL, lngR].map((c) => `${c} is not null`).join(' AND ');
  return levelOf(options.notNull === true ? `(${present}) AND ${distance}` : distance, `Distance less than ${kmThreshold}km`);
}

/** Difference as a share of the greater value, below the threshold (0–1). */
export function percentageDifferenceLevel(column: Columnar, percentageThreshold: number): LevelSettings {
  between('percentageDifferenceLevel', percentageThreshold, 0, 1);
  const [l, r] = [inLevel(column, 'l'), inLevel(column, 'r')];
  return levelOf(
    `(ABS(${l} - ${r}) / (CASE WHEN ${r} > ${l} THEN ${r} ELSE ${l} END)) < ${percentageThreshold}`,
    `Percentage difference of '${labelOf(column)}' within ${(percentageThreshold * 100).toFixed(2)}%`,
  );
}

/** Difference no greater than the threshold. */
export function absoluteDifferenceLevel(column: Columnar, differenceThreshold: number): LevelSettings {
  between('absoluteDifferenceLevel', differenceThreshold, 0, Number.POSITIVE_INFINITY);
  return levelOf(
    `ABS(${inLevel(column, 'l')} - ${inLevel(column, 'r')}) <= ${differenceThreshold}`,
    `Absolute difference of '${labelOf(column)}' <= ${differenceThreshold}`,
  );
}
