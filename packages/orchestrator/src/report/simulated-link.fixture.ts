import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable } from '@golden-thread/connectors/tables/read-table';
import { readerOf } from '@golden-thread/linkage/column-reader';
import { numberLabels } from '@golden-thread/linkage/contingency';
import { blockOn } from '@golden-thread/linkage/library/blocking-rules';
import { configureComparison } from '@golden-thread/linkage/library/comparison-settings';
import { exactMatch, jaroWinklerAtThresholds, levenshteinAtThresholds } from '@golden-thread/linkage/library/comparisons';
import { type LinkJobOptions, runLinkJob } from '@golden-thread/linkage/link-job';
import { inlineRunner } from '@golden-thread/linkage/runner';
import { readSettings } from '@golden-thread/linkage/settings';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import { seededRandom } from '@golden-thread/shapes/random';
import type { ReportInput } from './report-input.ts';

/** Names of the simulated people: a report holds none of them. */
export const FORENAMES = ['Zebedee', 'Ottoline', 'Peregrine', 'Clementine', 'Barnaby', 'Henrietta', 'Ignatius', 'Philippa'];
export const SURNAMES = ['Quillfeather', 'Thistlewood', 'Marchbanks', 'Ravenscroft', 'Featherstone', 'Penhaligon', 'Winterbourne'];
export const TOWNS = ['Dunmarsh', 'Oxhey', 'Penwith', 'Rillbeck'];

const SETTINGS = {
  link_type: 'link_and_dedupe',
  comparisons: [
    configureComparison(jaroWinklerAtThresholds('forename', [0.9, 0.7]), { termFrequencyAdjustments: true }),
    configureComparison(jaroWinklerAtThresholds('surname', [0.9]), { termFrequencyAdjustments: true }),
    levenshteinAtThresholds('dob', [1, 2]),
    exactMatch('town'),
  ],
  blocking_rules_to_generate_predictions: [blockOn('forename', 'surname'), blockOn('dob'), blockOn('surname', 'town')],
  training: {
    deterministic_rules: [blockOn('forename', 'surname', 'dob').blocking_rule],
    recall: 0.7,
    u: 'exact',
    em_blocking_rules: [blockOn('forename', 'surname').blocking_rule, blockOn('dob').blocking_rule],
    combine: 'median',
  },
};

const OPTIONS: LinkJobOptions = {
  train: true,
  seed: 1,
  floor: -7,
  pairBudget: 1e6,
  deterministic: false,
  newSources: [],
  clusterWeights: [4],
  clusterMethod: { kind: 'components' },
  frequencies: new Map(),
  countOnly: false,
};

/** A small linking job over simulated people of two sources, done in this thread, with the truth. */
export async function simulatedLink(options: Partial<LinkJobOptions> = {}, settings: object = {}): Promise<ReportInput> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-report-'));
  try {
    const plan = readSettings({ ...SETTINGS, ...settings });
    const tables = [];
    for (const [name, rows] of Object.entries(simulatedRows())) {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, ['unique_id,forename,surname,dob,town,person', ...rows, ''].join('\n'));
      tables.push(await readTable(path, { name }));
    }
    const records = stackRecords(tables, plan);
    const person = records.columns.get('person');
    if (person === undefined) throw new Error('The rows have a column person.');
    const truth = numberLabels(records.size, (record) => String(readerOf(person)(person.ids[record] ?? 0)));
    const open = (prepared: Parameters<typeof inlineRunner>[0]['prepared'], planned: typeof plan) =>
      inlineRunner({ prepared, plan: planned });
    const result = await runLinkJob(records, plan, open, { ...OPTIONS, ...options }, () => {});
    return { result, truth, deterministic: options.deterministic ?? false };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function simulatedRows(): Readonly<Record<'clinic' | 'school', readonly string[]>> {
  const random = seededRandom('report');
  const one = (of: readonly string[]): string => of[random.below(of.length)] ?? '';
  const rows: Record<'clinic' | 'school', string[]> = { clinic: [], school: [] };
  for (let person = 0; person < 150; person++) {
    const dob = `20${10 + random.below(8)}-0${1 + random.below(9)}-${10 + random.below(18)}`;
    const known = { forename: one(FORENAMES), surname: one(SURNAMES), dob, town: one(TOWNS) };
    for (let copies = 1 + random.below(3); copies > 0; copies--) {
      const cell = (value: string): string =>
        random.next() < 0.05 ? '' : random.next() < 0.08 ? mistyped(value, random.below(value.length)) : value;
      const source = random.next() < 0.5 ? rows.clinic : rows.school;
      source.push([source.length + 1, cell(known.forename), cell(known.surname), cell(known.dob), known.town, person].join(','));
    }
  }
  return rows;
}

/** Two neighbours change places. */
const mistyped = (text: string, at: number): string =>
  text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
