/**
 * The word that somebody meant who wrote another: one that is few letters away, or has all its parts (`em_rules` of
 * `em_blocking_rules`), or begins with it. `null` where none is near. Of words equally near, the first.
 */
export function nearestWord(written: string, words: readonly string[]): string | null {
  const word = written.toLowerCase();
  const furthest = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 4));
  let nearest: string | null = null;
  let distance = furthest + 1;
  for (const candidate of words) {
    const away = lettersBetween(word, candidate.toLowerCase());
    if (away >= distance) continue;
    nearest = candidate;
    distance = away;
  }
  return nearest ?? words.find((candidate) => isPartOf(word, candidate.toLowerCase())) ?? null;
}

function isPartOf(word: string, candidate: string): boolean {
  if (word.length < 4) return false;
  const parts = new Set(candidate.split('_'));
  return candidate.startsWith(word) || word.split('_').every((part) => parts.has(part));
}

/** Letters put in, taken away or changed, and neighbours that change places. */
function lettersBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [before = [], twoBefore = []] = [rows[i - 1], rows[i - 2]];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (twoBefore[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    rows.push(row);
  }
  return rows.at(-1)?.[b.length] ?? 0;
}
