import { readFileSync } from 'node:fs';

/** `npm run summary`: the closing line of a test run, from the report that it left. A file that could not be run is a failure. */
const report = readReport(new URL('../node_modules/.cache/golden-thread/tests.json', import.meta.url));
const unrun = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const failed = report.numFailedTests + unrun;
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed\n`);
if (failed > 0 || report.numPassedTests === 0) process.exitCode = 1;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function readReport(path: URL): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}
