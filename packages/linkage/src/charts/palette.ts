/**
 * Colours that stay apart for colour-blind eyes and on grey paper, each at least 4.5 to 1 against white. Nothing is told by
 * colour alone: sign, shape, dashes or words tell it too. After Okabe & Ito's set, darkened.
 */
export const PALETTE = {
  blue: '#0b5394',
  vermilion: '#b3440b',
  green: '#0a7350',
  purple: '#7a3f98',
  gold: '#7d5a00',
  grey: '#57606a',
  teal: '#00657a',
  ink: '#24292f',
} as const;

/** For, and against. */
export const FOR = PALETTE.blue;
export const AGAINST = PALETTE.vermilion;

export const SERIES: readonly string[] = [
  PALETTE.blue,
  PALETTE.vermilion,
  PALETTE.green,
  PALETTE.purple,
  PALETTE.gold,
  PALETTE.grey,
  PALETTE.teal,
  PALETTE.ink,
];
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 4],
  [2, 5],
  [14, 3, 2, 3, 2, 3],
];
export const SHAPES: readonly string[] = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

/** The first `count` of a list, begun again when it ends. */
export const cycled = <T>(list: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, i) => list[i % list.length]).filter((item) => item !== undefined);
