import { spawnSync } from 'node:child_process';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pictures of pages, by a Chromium and a reader of PDF that the machine has. */
export interface Browser {
  /** The top of a page as PNG; the size is in pixels. */
  picture(page: string, to: string, size: Size): void;
  /** A page as it is printed, as PDF. */
  print(page: string, to: string): void;
  /** One page of a PDF as PNG; pages count from 1. */
  pageOf(pdf: string, number: number, to: string): void;
}

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const PDF_READER = 'pdftoppm';
const DOTS_PER_INCH = '60';

/** What the machine has to look at pages with, or in words which of it is missing. */
export function findBrowser(): Browser | string {
  const chromium = CHROMIUM.find((name) => spawnSync(name, ['--version']).status === 0);
  if (chromium === undefined) return `there is no Chromium on the path (${CHROMIUM.join(', ')})`;
  if (spawnSync(PDF_READER, ['-v']).error !== undefined) return `there is no ${PDF_READER} on the path (it is part of poppler-utils)`;
  const browse = (...args: readonly string[]): void => run(chromium, ['--headless', '--no-sandbox', '--disable-gpu', ...args]);
  return {
    picture: (page, to, { width, height }) =>
      browse(
        '--hide-scrollbars',
        '--force-device-scale-factor=1',
        `--window-size=${width},${height}`,
        `--screenshot=${to}`,
        `file://${page}`,
      ),
    print: (page, to) => browse('--no-pdf-header-footer', `--print-to-pdf=${to}`, `file://${page}`),
    pageOf: (pdf, number, to) =>
      run(PDF_READER, ['-png', '-singlefile', '-r', DOTS_PER_INCH, '-f', `${number}`, '-l', `${number}`, pdf, to.replace(/\.png$/, '')]),
  };
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}
