import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { accuracyChart } from '@golden-thread/linkage/charts/accuracy';
import type { Chart, ChartOptions, VegaLiteSpec } from '@golden-thread/linkage/charts/chart';
import { clusterSizesChart } from '@golden-thread/linkage/charts/cluster-sizes';
import { comparatorScoresChart } from '@golden-thread/linkage/charts/comparator-scores';
import { comparatorThresholdsChart } from '@golden-thread/linkage/charts/comparator-thresholds';
import { completenessChart } from '@golden-thread/linkage/charts/completeness';
import { emHistoryChart } from '@golden-thread/linkage/charts/em-history';
import { matchWeightsChart } from '@golden-thread/linkage/charts/match-weights';
import { parameterEstimatesChart } from '@golden-thread/linkage/charts/parameter-estimates';
import { precisionRecallChart } from '@golden-thread/linkage/charts/precision-recall';
import { rocChart } from '@golden-thread/linkage/charts/roc';
import { termFrequencyChart } from '@golden-thread/linkage/charts/term-frequency';
import { thresholdSelectionChart } from '@golden-thread/linkage/charts/threshold-selection';
import { unlinkablesChart } from '@golden-thread/linkage/charts/unlinkables';
import { valueFrequenciesChart } from '@golden-thread/linkage/charts/value-frequencies';
import { waterfallChart } from '@golden-thread/linkage/charts/waterfall';
import { weightHistogramChart } from '@golden-thread/linkage/charts/weight-histogram';
import { type ColumnProfile, profileColumn } from '@golden-thread/linkage/profile-column';
import { beforeAll, describe, expect, it } from 'vitest';
import { chartSections } from './chart-sections.ts';
import { renderReport } from './render-report.ts';
import { renderSvg } from './render-svg.ts';
import type { ReportInput } from './report-input.ts';
import { warningsOf } from './report-warnings.ts';
import { FORENAMES, SURNAMES, simulatedLink, TOWNS } from './simulated-link.fixture.ts';
import { textsOf } from './texts-of-svg.fixture.ts';

const WIDTHS = [680, 343] as const;

let input: ReportInput;
let page: string;
beforeAll(async () => {
  input = await simulatedLink();
  page = await renderReport(input);
});

/** A column whose values stand so often. */
function profileOf(occurrences: readonly number[]): ColumnProfile {
  const ids = Int32Array.from(occurrences.flatMap((count, value) => Array.from({ length: count }, () => value + 1)));
  const numbers = Float64Array.from({ length: occurrences.length + 1 }, (_, value) => (value === 0 ? Number.NaN : value));
  return profileColumn({ type: 'integer', ids, values: { kind: 'number', size: numbers.length, numbers } }, { top: 3 });
}

type Draw = (options: ChartOptions) => Chart;

/** Every chart that there is: those of the report, and those that are only drawn where somebody asks. */
async function allCharts({ result }: ReportInput): Promise<ReadonlyMap<string, Draw>> {
  const charts = new Map<string, Draw>();
  for (const section of await chartSections(input)) for (const { id, draw } of section.charts) charts.set(id, draw);
  const { plan } = result.runner;
  const [session] = result.trained?.sessions ?? [];
  if (session === undefined) throw new Error('The model was trained.');
  const own = session.active.flatMap((c) => plan.comparisons[c] ?? []);
  const level = (label: string, gamma: number) => ({
    condition: null,
    label,
    gamma,
    m: null,
    u: null,
    fixM: false,
    fixU: false,
    termFrequency: null,
  });
  const long =
    'Jaro-Winkler similarity of a_column_with_a_name_that_goes_on_and_on_without_any_blank at least 0.92 and the same first letter';
  const extreme = [
    { name: long, describes: '', levels: [level('null', -1), level(long, 2), level('same label', 1), level('same label', 0)] },
  ];
  const certain = { lambda: 1e-9, m: [Float64Array.of(0, 0.5, 0.5)], u: [Float64Array.of(0.999999, 1e-6, 0)] };
  return charts
    .set('m history', (options) => emHistoryChart(own, session.result, 'm', options))
    .set('u history', (options) => emHistoryChart(own, session.result, 'u', options))
    .set('u estimates', (options) => parameterEstimatesChart(plan.comparisons, result.trained?.model.estimates ?? [], 'u', options))
    .set('extreme weights', (options) => matchWeightsChart(extreme, certain, options))
    .set('no comparison', (options) => matchWeightsChart([], { lambda: 0.5, m: [], u: [] }, options))
    .set('no pair', (options) => weightHistogramChart(new Float64Array(0), { ...options, threshold: 3 }))
    .set('empty pair', (options) => waterfallChart({ prior: 0, comparisons: [], weight: 0, probability: 0.5 }, options))
    .set('no truth', (options) => accuracyChart([], ['p4', 'phi'], options))
    .set('no thresholds', (options) => thresholdSelectionChart([], { ...options, chosen: 2 }))
    .set('no curve', (options) => rocChart([], options))
    .set('no precision', (options) => precisionRecallChart([], null, options))
    .set('none unlinkable', (options) => unlinkablesChart([], { ...options, threshold: 2 }))
    .set('no value', (options) =>
      termFrequencyChart({ column: 'x', weight: 1, referenceU: 0.1, exponent: 1, minimumU: 0 }, new Float64Array(2), options),
    )
    .set('no cluster', (options) => clusterSizesChart(new Int32Array(0), options))
    .set('no column', (options) => completenessChart([], options))
    .set('values', (options) => valueFrequenciesChart('forename', profileOf([7, 1, 1, 30, 4]), options))
    .set('no values', (options) => valueFrequenciesChart('forename', profileOf([]), options))
    .set('alike', (options) =>
      comparatorThresholdsChart(
        [
          { left: 'Ann', right: 'Anne', comparator: 'Jaro', kind: 'similarity', score: 0.917 },
          { left: 'Ann', right: 'Anne', comparator: 'Damerau-Levenshtein', kind: 'distance', score: 2 },
        ],
        { similarity: 0.9, distance: 1 },
        options,
      ),
    )
    .set('no words', (options) => comparatorThresholdsChart([], { similarity: 0.9, distance: 1 }, options))
    .set('comparators', (options) =>
      comparatorScoresChart([{ left: 'Ann', right: 'Anne', comparator: 'jaro', similarity: 0.917 }], options),
    );
}

describe('every chart', () => {
  it('compiles without a warning and draws all its words inside the picture, at any width', async () => {
    for (const [name, draw] of await allCharts(input))
      for (const width of WIDTHS) {
        const svg = await renderSvg(draw({ width }).spec, { label: name, withoutTitle: true });
        const picture = textsOf(svg);
        expect(picture.width, name).toBeLessThanOrEqual(width + 1);
        if (draw({ width }).table.rows.length > 0) expect(picture.texts.length, name).toBeGreaterThan(0);
        const cut = picture.texts.filter(({ from, to, y }) => from < -1 || to > picture.width + 1 || y < 0 || y > picture.height);
        expect(cut, `${name} at ${width}`).toEqual([]);
        expect(svg, name).not.toMatch(/NaN|undefined|Infinity|…/);
      }
  });

  it('says in its table the numbers that it draws', async () => {
    for (const [name, draw] of await allCharts(input)) {
      const { spec, table } = draw({ width: 680 });
      const inWords = (rows: readonly unknown[]) => new Set(rows.map((row) => JSON.stringify(row)));
      expect(inWords(table.rows), name).toEqual(inWords(valuesOf(spec)));
      for (const row of table.rows) for (const { field } of table.columns) expect(row, name).toHaveProperty(field);
    }
  });

  it('says something in a sentence', async () => {
    for (const [name, draw] of await allCharts(input)) expect(draw({ width: 680 }).sentence, name).toMatch(/^[“\p{L}\d].{10,}[.?]$/su);
  });
});

/** Rows of a specification's data, of all its views; the line at a threshold is no datum of the chart. */
function valuesOf(spec: unknown): readonly unknown[] {
  if (Array.isArray(spec)) return spec.flatMap(valuesOf);
  if (typeof spec !== 'object' || spec === null) return [];
  const { data, layer, vconcat }: { data?: { values: readonly object[] }; layer?: unknown; vconcat?: unknown } = spec;
  const own = (data?.values ?? []).filter((row) => Object.keys(row).join() !== 'threshold');
  return [...own, ...valuesOf(layer), ...valuesOf(vconcat)];
}

describe('a specification that Vega-Lite does not follow', () => {
  it('is refused, not drawn as far as it goes', async () => {
    const spec: VegaLiteSpec = {
      data: { values: [{ a: 1 }] },
      mark: 'point',
      encoding: { x: { field: 'a', type: 'quantitative' }, nonsense: { field: 'a' } },
    };
    await expect(renderSvg(spec, { label: '' })).rejects.toThrow(/nonsense/);
  });
});

describe('the page', () => {
  it('runs no script and asks for nothing outside', () => {
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|https?:|url\(|@import|<link|<img|<iframe|\sstyle=|\ssrc=/i);
    expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'; /);
  });

  it('holds no value of a record', () => {
    for (const value of [...FORENAMES, ...SURNAMES, ...TOWNS]) expect(page).not.toContain(value);
    expect(page).not.toMatch(/20(?:1\d)-0\d-\d\d/);
  });

  it('has every id once, and no link that leads nowhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    expect(links.length).toBeGreaterThan(15);
  });

  it('goes down one heading at a time, and names its pictures', () => {
    const headings = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(headings.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of headings.entries()) expect(level - (headings[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const pictures = page.match(/<svg [^>]*>/g) ?? [];
    expect(pictures.length).toBeGreaterThan(30);
    for (const picture of pictures) expect(picture).toMatch(/ role="img" aria-label="Chart: [^"]{20,}"/);
    expect(page.match(/<table>/g)?.length).toBe(page.match(/<figure /g)?.length);
  });

  it('tells what was linked, what came out and what is believed', () => {
    const text = page.replace(/<[^>]*>/g, ' ');
    const { records, pairs, clusters } = input.result;
    const count = new Set(clusters[0]?.clusterOf).size;
    expect(text).toContain(`${records.size} records of 2 sources were given: clinic (`);
    expect(text).toContain(`${pairs.count} scored pairs were kept`);
    expect(text).toContain(
      `At a match weight of 4 bits (a match probability of 94.1%) the ${records.size} records become ${count} clusters`,
    );
    expect(text).toMatch(/the model believes that one pair in \d+ is a match/);
    expect(text).toContain('How right it is');
  });

  it('is the same bytes again, in another time zone and under another locale too', async () => {
    expect(await renderReport(await simulatedLink())).toBe(page);
    const code = `const { simulatedLink } = await import('./simulated-link.fixture.ts');
      const { renderReport } = await import('./render-report.ts');
      process.stdout.write(await renderReport(await simulatedLink()));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(page);
  });

  it('speaks of links only where nothing was scored', async () => {
    const told = await renderReport(await simulatedLink({ deterministic: true, train: false }));
    expect(told).toContain('Every proposed pair was taken for a link; nothing was scored.');
    expect(told).toContain('id="cluster-sizes-1"');
    expect(told).not.toContain('id="match-weights"');
  });

  it('leaves out what there is nothing of', async () => {
    const told = await renderReport({ ...(await simulatedLink({ train: false, clusterWeights: [] })), truth: null });
    expect(told).toContain('The model was not estimated from these records');
    expect(told).not.toMatch(/id="(?:training|accuracy|cluster-sizes-1)"/);
    expect(told).toContain('id="weights"');
  });

  it('judges by the column that the model learned from where there is no other truth, and says so', async () => {
    const { result, deterministic } = await simulatedLink({}, { training: { label_column: 'person', u: 'exact' } });
    const told = await renderReport({ result, truth: null, deterministic });
    expect(told).toContain('The model has learned from this very truth');
    expect(page).not.toContain('The model has learned from this very truth');
  });

  it('shows how a weight was chosen where it was', async () => {
    const told = await renderReport(await simulatedLink({ clusterWeights: 'auto' }));
    expect(told).toContain('chosen without knowing the truth');
    expect(told).toContain('id="expected-scores"');
  });
});

describe('warnings', () => {
  it('name answers that were never observed', () => {
    expect(warningsOf(input.result).join('\n')).toContain(
      '1 answer was never observed in any pair, so what it weighs is assumed: “forename: Jaro-Winkler distance of forename >= 0.7”.',
    );
  });

  it('say once of a comparison what is out of order, and nothing of answers that were never observed', async () => {
    const { result } = input;
    const m = result.model.parameters.m.map((levels, c) => (c === 2 ? Float64Array.of(0.97, 0.015, 0.01, 0.005) : levels));
    const model = { ...result.model, parameters: { ...result.model.parameters, m } };
    const said = (own: typeof result) => warningsOf({ ...own, model }).filter((words) => words.startsWith('Of “dob”'));
    expect(said(result)).toHaveLength(1);
    const { trained } = result;
    if (trained === null) throw new Error('The model was trained.');
    const unobserved = [1, 2, 3].map((gamma) => ({ comparison: 2, gamma, of: 'm' as const }));
    expect(said({ ...result, trained: { ...trained, model: { ...trained.model, unobserved } } })).toEqual([]);
  });

  it('name a session that was stopped, and chance agreement that was sampled', async () => {
    const { result } = await simulatedLink({}, { max_iterations: 2 });
    expect(warningsOf(result).join('\n')).toContain('Training on “same forename and surname” did not settle within 2 iterations');
    const { trained } = result;
    if (trained === null) throw new Error('The model was trained.');
    const sampled = {
      ...trained,
      model: { ...trained.model, u: trained.model.u.map((counts) => ({ ...counts, exact: counts.comparison !== 1 })) },
    };
    expect(warningsOf({ ...result, trained: sampled }).join('\n')).toContain('not counted, for surname.');
  });

  it('name a stronger agreement that weighs less than a weaker one', async () => {
    const { result } = await simulatedLink();
    const m = result.model.parameters.m.map((levels, c) => (c === 3 ? Float64Array.of(0.9, 0.1) : levels));
    const model = { ...result.model, parameters: { ...result.model.parameters, m } };
    expect(warningsOf({ ...result, model })).toContainEqual(
      expect.stringMatching(/^Of “town” a stronger agreement weighs less .*“Exact match on town” less than .*fix_m_probability/),
    );
  });
});
