import { DeliveryRefused } from '../refused.ts';

export function archiveMalformed(because: string, cause?: unknown): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.archive_malformed',
    message: `The file cannot be read as an archive: ${because}.`,
    remedy: 'Ask the sender to send it again, whole.',
    cause,
  });
}
