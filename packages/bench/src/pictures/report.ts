import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkFiles } from '@golden-thread/orchestrator/link-files';
import { writePeople } from '../linkage/people.ts';
import { PEOPLE_MODEL } from '../linkage/people-model.ts';
import { type Browser, findBrowser } from './browser.ts';

const RECORDS = 5000;
/** Pages of paper that are shown, two beside two. */
const PAGES = 4;
const PAPER = { width: 496, height: 702 };

/** Draws pictures of the report that `gt link` writes of made-up adults: on a screen, on a telephone, on paper. */
export async function drawReport(directory: string, print: (line: string) => void): Promise<void> {
  const browser = findBrowser();
  if (typeof browser === 'string') {
    print(`pictures of the report are left as they are, for ${browser}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-report-'));
  try {
    const page = await writeReport(folder);
    mkdirSync(directory, { recursive: true });
    const to = (name: string): string => join(directory, name);
    browser.picture(page, to('report-1280.png'), { width: 1280, height: 1450 });
    browser.picture(page, to('report-375.png'), { width: 375, height: 2200 });
    drawPaper(browser, page, folder, to('report-print.png'));
    for (const name of ['report-1280.png', 'report-375.png', 'report-print.png'])
      print(`${to(name)}: ${statSync(to(name)).size.toLocaleString('en-GB')} bytes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeReport(folder: string): Promise<string> {
  const [people, settings, report] = [join(folder, 'people.csv'), join(folder, 'settings.json'), join(folder, 'report.html')];
  writePeople({ path: people, records: RECORDS, seed: 1 });
  writeFileSync(settings, JSON.stringify(PEOPLE_MODEL));
  await linkFiles(
    {
      settings,
      inputs: [{ name: 'people', path: people }],
      train: true,
      seed: 1,
      date: '2026-03-02',
      thresholdWeight: -10,
      pairBudget: 1e7,
      deterministic: false,
      newSources: [],
      countOnly: false,
      clusterWeights: 'auto',
      clusterMethod: { kind: 'components' },
      trim: false,
      delimiter: null,
      workers: 1,
      retain: [],
      retainWeights: false,
      labels: null,
      termFrequencies: null,
      out: {
        pairs: null,
        clusters: null,
        model: null,
        report,
        termFrequencies: null,
        unlinkables: null,
        graphMetrics: null,
        missingPairs: null,
      },
    },
    () => {},
  );
  return report;
}

/** The first pages as they come out of a printer, laid out on a grey table. */
function drawPaper(browser: Browser, page: string, folder: string, to: string): void {
  const pdf = join(folder, 'report.pdf');
  browser.print(page, pdf);
  const images = Array.from({ length: PAGES }, (_, at) => {
    browser.pageOf(pdf, at + 1, join(folder, `page-${at}.png`));
    return `<img src="page-${at}.png" width="${PAPER.width}" height="${PAPER.height}" alt="">`;
  });
  const table = join(folder, 'table.html');
  writeFileSync(
    table,
    `<!doctype html><style>body{margin:0;padding:12px;display:flex;flex-wrap:wrap;gap:12px;background:#8c9199}</style>${images.join('')}`,
  );
  browser.picture(table, to, { width: 2 * PAPER.width + 36, height: (PAGES / 2) * (PAPER.height + 12) + 12 });
}
