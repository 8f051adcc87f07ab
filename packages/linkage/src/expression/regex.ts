const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t\\n\\v\\f\\r ',
  blank: '\\t ',
  punct: '!-\\/:-@\\[-`\\{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};
/** What RE2 has no word for, and DuckDB therefore refuses. */
const NOT_IN_RE2 = /\(\?<?[=!]|\\[1-9]/;
/** A backslash before punctuation that the `u` flag wants without it. */
const NEEDLESS_ESCAPE = /\\([^\w\s^$\\.*+?()[\]{}|/-])/g;

/**
 * A regular expression as DuckDB's RE2 reads it, as one of JavaScript's; `null`: RE2 would refuse it.
 * `.` stops at a line's end and `$` means the very end, unless `(?s)` or `(?m)` say otherwise.
 */
export function regexOf(pattern: string, flags = ''): RegExp | null {
  if (NOT_IN_RE2.test(pattern.replaceAll('\\\\', ''))) return null;
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = pattern
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replace(/\\([pP])([A-Z])/g, '\\$1{$2}')
    .replace(/\\x\{/g, '\\u{')
    .replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replace(NEEDLESS_ESCAPE, '$1')
    .replace(/^-|\\-(?![^[]*\])/g, '-');
  try {
    return new RegExp(body, [...new Set(`u${leading?.[1] ?? ''}${flags}`)].join(''));
  } catch {
    return null;
  }
}
