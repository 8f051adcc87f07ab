import type { Profile } from '../identifiers/profile.ts';
import { cleanText } from '../text/clean-text.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

const NOBODY = new Set([
  'noemail',
  'noemailaddress',
  'none',
  'no',
  'na',
  'n/a',
  'nil',
  'test',
  'unknown',
  'notknown',
  'noreply',
  'no-reply',
  'donotreply',
  'x',
  'xx',
  'xxx',
  'abc',
  'email',
  'nomail',
  'refused',
  'notgiven',
]);

/** An e-mail address in lower case. Addresses under `.example` and its like are good in the demo alone. */
export function normaliseEmail(raw: string | null, profile: Profile): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const address = text
    .replace(/^mailto:/i, '')
    .replace(/[<>]/g, '')
    .trim()
    .toLowerCase();
  const at = address.indexOf('@');
  if (at < 0) return faulty(NOBODY.has(address.replaceAll(' ', '')) || !/[a-z0-9]/.test(address) ? 'placeholder' : 'unparsable');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (NOBODY.has(local.replaceAll('.', ''))) return faulty('placeholder');
  if (
    local === '' ||
    local.length > 64 ||
    domain.length > 253 ||
    !/^[^\s@,;:()"[\]\\]+$/u.test(local) ||
    !/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain)
  )
    return faulty('unparsable');
  const reserved = /(?:^|\.)(?:example|test|invalid|localhost)$/.test(domain) || /(?:^|\.)example\.(?:com|org|net)$/.test(domain);
  return reserved && profile === 'production' ? faulty('reserved') : standard(address);
}
