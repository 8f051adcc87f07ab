import type { ZipDecoder } from '@golden-thread/shapes/declare/decoder';
import { type ArchiveEntry, openArchive } from '../archive/open-archive.ts';
import type { Content } from '../content.ts';
import { showable } from '../contract/header-drift.ts';
import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused } from '../refused.ts';

/**
 * The one entry of an archive that the declaration names, as content for the decoder of what it holds.
 * @throws DeliveryRefused when there is none, there are several, or others that are not to be there
 */
export async function contentInZip({ entry: pattern, others }: ZipDecoder, content: Content, limits: DeliveryLimits): Promise<Content> {
  const entries = await openArchive(await content.anywhere(limits.fileBytes), limits);
  const matches = entryMatcher(pattern);
  const found = entries.filter(({ name }) => matches(name));
  const [only] = found;
  if (only === undefined || found.length > 1) throw notOne(pattern, found.length, entries);
  if (others === 'refuse' && entries.length > 1) throw strangers(entries, only);
  return { pieces: (most) => only.pieces(most), anywhere: (most) => only.whole(most) };
}

/** `*` stands for any characters but a slash. */
function entryMatcher(pattern: string): (name: string) => boolean {
  const steps = pattern.split('/').map((step) => step.split('*'));
  return (name) => {
    const given = name.split('/');
    return given.length === steps.length && steps.every((pieces, i) => stands(pieces, given[i] ?? ''));
  };
}

/** Whether a text is the pieces in their order, with anything between them. */
function stands([first = '', ...rest]: readonly string[], text: string): boolean {
  if (rest.length === 0) return text === first;
  const last = rest.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest.slice(0, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

function notOne(pattern: string, found: number, entries: readonly ArchiveEntry[]): DeliveryRefused {
  const holds = entries.length === 0 ? 'The archive is empty' : `Of the archive's ${entries.length} entries`;
  return new DeliveryRefused({
    code: 'delivery.archive_entry',
    message: entries.length === 0 ? `${holds}.` : `${holds}, ${found === 0 ? 'none is' : `${found} are`} called '${pattern}'.`,
    remedy: 'Ask the sender to pack one file of that name, or mend decoder.entry in the declaration of the source.',
  });
}

function strangers(entries: readonly ArchiveEntry[], only: ArchiveEntry): DeliveryRefused {
  const names = entries.filter((entry) => entry !== only).map(({ name }) => showable(name));
  return new DeliveryRefused({
    code: 'delivery.archive_entry',
    message: `The archive holds ${names.length} more than the entry that is declared: ${names.slice(0, 5).join(', ')}.`,
    remedy: "Ask the sender to pack that file by itself, or declare decoder.others: 'leave'.",
  });
}
