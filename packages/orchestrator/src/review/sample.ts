import { tableWriter } from '@golden-thread/connectors/tables/table-writer';
import { allocate, type Band, SAMPLE_PLANS, type SamplePlan } from '@golden-thread/linkage/sample-plans';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { seededRandom } from '@golden-thread/shapes/random';
import { printRecord } from '@golden-thread/shapes/references';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { readTableState } from '@golden-thread/warehouse/queries/ledger';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { scoredPairsText } from '@golden-thread/warehouse/queries/review';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import { policyOfPublication } from '../policy/policy-of-publication.ts';

/** Columns of a sample's file; people fill in `verdict`. */
export const SAMPLE_COLUMNS = ['a', 'b', 'verdict', 'band', 'joined', 'band_pairs', 'sample_pairs', 'publication'] as const;

/** Where bands end, in bits from the line for joining. */
const CUTS = [-5, 0, 5, 10] as const;

export interface SampleRequest {
  readonly plan: string;
  readonly size: number;
  readonly seed: string;
  readonly out: string;
}

export interface SampleDrawn {
  readonly bands: readonly { readonly band: string; readonly joined: boolean; readonly pairs: number; readonly drawn: number }[];
}

/** Draws pairs for people to judge, by bands of weight and by whether they are joined, and writes them in an order that tells neither. */
export async function drawSample(warehouse: Warehouse, { plan, size, seed, out }: SampleRequest): Promise<SampleDrawn> {
  const known = planNamed(plan);
  const { pointer } = await readTableState(warehouse.db);
  const { lines } = await policyOfPublication(warehouse);
  const bands = await readBands(warehouse, pointer, lines.join);
  if (bands.length === 0)
    throw new DeclarationError({
      code: 'review.no_pairs',
      message: 'No pairs are scored: there is nothing to draw from.',
      remedy: 'Run a night first: gt nightly',
    });
  const sizes = allocate(known, bands, size);
  const drawn = bands.flatMap((band, i) => pick(band, sizes[i] ?? 0, `${seed} ${band.name}`).map(([a, b]) => ({ band, a, b })));
  const rows = positions(drawn.length, drawn.length, `${seed} order`).flatMap((at) => drawn.slice(at, at + 1));
  const writer = await tableWriter(
    out,
    SAMPLE_COLUMNS.map((name) => ({ name, type: 'text' })),
  );
  await writer.write([
    rows.map(({ a }) => printRecord(a)),
    rows.map(({ b }) => printRecord(b)),
    rows.map(() => null),
    rows.map(({ band }) => band.name),
    rows.map(({ band }) => (band.joined ? 'yes' : 'no')),
    rows.map(({ band }) => String(band.pairs)),
    rows.map(() => String(rows.length)),
    rows.map(() => String(pointer)),
  ]);
  await writer.close();
  return { bands: bands.map(({ name, joined, pairs }, i) => ({ band: name, joined, pairs, drawn: sizes[i] ?? 0 })) };
}

function planNamed(plan: string): SamplePlan {
  const plans: readonly string[] = Object.keys(SAMPLE_PLANS);
  const known = Object.keys(SAMPLE_PLANS).find((name): name is SamplePlan => name === plan);
  if (known !== undefined) return known;
  throw new DeclarationError({
    code: 'review.unknown_plan',
    message: 'There is no such plan.',
    remedy: `The plans are ${plans.join(', ')}.`,
  });
}

interface FilledBand extends Band {
  readonly name: string;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

async function readBands(warehouse: Warehouse, publication: number, join: number): Promise<readonly FilledBand[]> {
  const found = new Map<string, { joined: boolean; part: number; a: number[]; b: number[]; expected: number; distance: number }>();
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, scoredPairsText(publication))))
      for (const [a, b, weight, together] of batch) {
        const bits = Number(weight);
        const joined = together === 't';
        const part = CUTS.findIndex((cut) => bits - join < cut);
        const key = `${joined} ${part}`;
        const band = found.get(key) ?? { joined, part: part < 0 ? CUTS.length : part, a: [], b: [], expected: 0, distance: 0 };
        found.set(key, band);
        band.a.push(Number(a));
        band.b.push(Number(b));
        band.expected += 1 / (1 + 2 ** -bits);
        band.distance += Math.abs(bits - join);
      }
  });
  return [...found.values()]
    .sort((x, y) => Number(x.joined) - Number(y.joined) || x.part - y.part)
    .map(({ joined, part, a, b, expected, distance }) => ({
      name: `${joined ? 'joined' : 'apart'} ${bandName(part)}`,
      joined,
      pairs: a.length,
      expected: expected / a.length,
      distance: distance / a.length,
      a,
      b,
    }));
}

const bandName = (part: number): string => {
  const sign = (bits: number | undefined): string => (bits === undefined || bits === 0 ? 'join' : `join${bits > 0 ? '+' : ''}${bits}`);
  if (part === 0) return `below ${sign(CUTS[0])}`;
  return part === CUTS.length ? `from ${sign(CUTS.at(-1))}` : `${sign(CUTS[part - 1])} to ${sign(CUTS[part])}`;
};

/** Pairs of a band without putting back, each as likely as any other. */
function pick({ a, b }: FilledBand, size: number, seed: string): readonly (readonly [number, number])[] {
  return positions(a.length, size, seed)
    .sort((x, y) => x - y)
    .map((at) => [a[at] ?? 0, b[at] ?? 0]);
}

/** The first `size` positions of a shuffle of `count` (Fisher and Yates). */
function positions(count: number, size: number, seed: string): number[] {
  const random = seededRandom(seed);
  const deck = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const j = i + random.below(count - i);
    const chosen = deck[j] as number;
    deck[j] = deck[i] as number;
    deck[i] = chosen;
  }
  return [...deck.subarray(0, size)];
}
