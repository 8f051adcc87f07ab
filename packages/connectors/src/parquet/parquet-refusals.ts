import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused } from '../refused.ts';

export function parquetMalformed(because: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.parquet_malformed',
    message: `The file cannot be read as Parquet: ${because}.`,
    remedy: 'Ask the sender to write it again, unencrypted, with plain or dictionary encoding.',
  });
}

export function groupTooLarge({ wholeFileBytes }: DeliveryLimits): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.parquet_too_large',
    message: `A row group of the file is larger than can be held in memory (a part of ${wholeFileBytes} bytes, decoded).`,
    remedy: 'Ask the sender to write row groups of 100,000 rows.',
  });
}
