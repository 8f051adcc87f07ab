import { DeliveryRefused } from '../refused.ts';

/** @param line from 1 */
export function malformed(line: number, what = 'it breaks off or breaks the rules'): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.json_malformed',
    message: `The file is not JSON that can be read: on line ${line} ${what}.`,
    remedy: 'Ask the sender to send it again, whole.',
  });
}

/** @param line from 1 */
export function tooDeep(line: number, allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.json_depth',
    message: `The JSON is nested deeper than ${allowed} levels on line ${line}.`,
    remedy: 'Ask the sender for the form of the contract.',
  });
}
