import { readTable } from '@golden-thread/connectors/tables/read-table';
import { type ErrorRates, errorRates, type JudgedBand } from '@golden-thread/linkage/error-bounds';
import { JUDGEMENTS } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { columnNamed, textOf } from '../link-files/table-cells.ts';

export interface ErrorEstimate extends ErrorRates {
  readonly confidence: number;
  readonly bands: readonly (JudgedBand & { readonly band: string })[];
}

/** How often the published bound holds, at least. */
const CONFIDENCE = 0.95;

/** Rates of error from a sample's file in which people filled in every verdict. @throws DeclarationError that names the line. */
export async function estimateErrors(path: string): Promise<ErrorEstimate> {
  const table = await readTable(path, { name: 'sample', columns: ['verdict', 'band', 'joined', 'band_pairs', 'sample_pairs'] });
  const cell = (name: string): ((row: number) => string) => {
    const read = textOf(columnNamed(table, name, path));
    return (row) => (read(row) ?? '').trim();
  };
  const [verdict, band, joined] = [cell('verdict'), cell('band'), cell('joined')];
  const [pairs, drawn] = [cell('band_pairs'), cell('sample_pairs')];
  const bands = new Map<string, { joined: boolean; pairs: number; same: number; different: number; unsure: number }>();
  for (let row = 0; row < table.size; row++) {
    const said = JUDGEMENTS.find((name) => name === verdict(row));
    if (said === undefined)
      throw wrongLine(row, verdict(row) === '' ? 'has no verdict' : `has a verdict that is none of ${JUDGEMENTS.join(', ')}`);
    const size = Number(pairs(row));
    if (drawn(row) !== String(table.size))
      throw wrongLine(row, `stands in a file of ${table.size} pairs, and was drawn with another number`);
    if (!Number.isInteger(size) || size < 1 || (joined(row) !== 'yes' && joined(row) !== 'no'))
      throw wrongLine(row, 'was changed beside its verdict');
    const known = bands.get(band(row)) ?? { joined: joined(row) === 'yes', pairs: size, same: 0, different: 0, unsure: 0 };
    if (known.pairs !== size || known.joined !== (joined(row) === 'yes')) throw wrongLine(row, 'was changed beside its verdict');
    known[said]++;
    if (known.same + known.different + known.unsure > size) throw wrongLine(row, 'is one more than its band holds');
    bands.set(band(row), known);
  }
  if (bands.size === 0)
    throw new DeclarationError({
      code: 'review.empty_sample',
      message: 'The sample holds no pairs.',
      remedy: 'Draw one with: gt review sample --out sample.csv',
    });
  const judged = [...bands].map(([name, counts]) => ({ band: name, ...counts })).sort((x, y) => (x.band < y.band ? -1 : 1));
  return { confidence: CONFIDENCE, bands: judged, ...errorRates(judged, CONFIDENCE) };
}

const wrongLine = (row: number, what: string): DeclarationError =>
  new DeclarationError({
    code: 'review.sample_line',
    message: `Line ${row + 2} of the sample ${what}.`,
    remedy: `Write ${JUDGEMENTS.join(', ')} under verdict in every line, and leave the other columns and lines as they were drawn.`,
  });
