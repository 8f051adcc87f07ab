import { tooLarge } from '../content.ts';
import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused } from '../refused.ts';

/** A small file may be all blanks; only above this many bytes is the ratio asked for. */
const RATIO_ASKED_ABOVE = 2 ** 20;

/** Counts what an archive inflates to, over all of its entries that are read. */
export interface InflationGuard {
  /** Begins an entry of so many packed bytes; the function that it gives is told of each piece. @throws DeliveryRefused above a cap. */
  entry(packed: number, most: number): (bytes: number) => void;
}

export function inflationGuard(limits: DeliveryLimits): InflationGuard {
  let total = 0;
  return {
    entry(packed, most) {
      let inflated = 0;
      return (bytes) => {
        inflated += bytes;
        total += bytes;
        if (inflated > most) throw tooLarge(`An entry of the archive holds more than the ${most} bytes that are allowed.`);
        if (total > limits.fileBytes) throw tooLarge(`The archive holds more than the ${limits.fileBytes} bytes that are allowed.`);
        if (inflated > RATIO_ASKED_ABOVE && inflated > packed * limits.inflationRatio) throw bomb(limits.inflationRatio);
      };
    },
  };
}

function bomb(allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.archive_bomb',
    message: `An entry of the archive inflates to more than ${allowed} times its size.`,
    remedy: 'Ask the sender what it is; if it is honest, ask for it without compression or raise the limit.',
  });
}
