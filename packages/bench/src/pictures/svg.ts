/** Ink and paper: dark on light, readable on a white page and on a dark one, for each picture brings its own paper. */
export const INK = {
  paper: '#fdfcf9',
  edge: '#e4dfd3',
  text: '#24292f',
  quiet: '#6b7280',
  gold: '#8a5a00',
  thread: '#d4a017',
  reference: '#0a4fa8',
} as const;

export const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
export const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** A whole picture. The words under it are what a screen reader says. */
export function picture(size: { readonly width: number; readonly height: number }, words: string, body: readonly string[]): string {
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(words)}">`,
    '<!-- Made by: npm run pictures -->',
    `<title>${escaped(words)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${INK.paper}" stroke="${INK.edge}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/** Text as XML may hold it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A coordinate with one decimal at most, so that the same picture is the same bytes everywhere. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);
