import { wrong } from '@golden-thread/shapes/declare/check';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';

/** What the name of a delivery says of it. */
export interface NamedDelivery {
  /** ISO date. */
  readonly date: string;
  /** '' where the pattern has no part. */
  readonly part: string;
  /** 0 where the pattern has no sequence. */
  readonly sequence: number;
}

export type FileNameReader = (fileName: string) => NamedDelivery | null;

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  date: '(?<date>\\d{8})',
  part: '(?<part>[A-Za-z0-9][A-Za-z0-9-]{0,39})',
  sequence: '(?<sequence>\\d{1,9})',
};

/**
 * Compiles the pattern of a source's file names: `{date}` is yyyymmdd, `{part}` letters, digits and hyphens, `{sequence}` a number.
 * @throws DeclarationError for another placeholder, one used twice, or a name that is a path
 */
export function fileNameReader(source: Pick<SourceDeclaration, 'name' | 'transport'>): FileNameReader {
  const pattern = source.transport.files;
  const mend = (what: string) =>
    wrong(
      'source',
      source.name,
      `transport.files ${what}`,
      'write a file name with {date}, and {part} and {sequence} where the source has them, each once',
    );
  if (/[/\\\0]/.test(pattern)) throw mend('is a path, not the name of a file');
  const seen = new Set<string>();
  const form = pattern.split(/(\{[^}]*\})/).map((piece) => {
    if (!piece.startsWith('{')) return piece.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
    const name = piece.slice(1, -1);
    const placeholder = PLACEHOLDERS[name];
    if (placeholder === undefined) throw mend(`names ${piece}`);
    if (seen.has(name)) throw mend(`names ${piece} twice`);
    seen.add(name);
    return placeholder;
  });
  const expression = new RegExp(`^${form.join('')}$`);
  return (fileName) => {
    const groups = expression.exec(fileName)?.groups;
    const date = groups === undefined ? null : isoDate(groups['date'] ?? '');
    return date === null ? null : { date, part: groups?.['part'] ?? '', sequence: Number(groups?.['sequence'] ?? 0) };
  };
}

/** `yyyymmdd` as an ISO date, or null where the calendar has no such day. */
function isoDate(digits: string): string | null {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const instant = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== iso ? null : iso;
}
