import { DeclarationError } from '@golden-thread/shapes/errors';

/** What configuration may say of a location. `address` is `GT_LOCATION_<NAME>` itself, the others end in their name. */
export const LOCATION_KEYS = [
  'address',
  'host_key',
  'password',
  'private_key',
  'passphrase',
  'sas',
  'account_key',
  'token',
  'key',
  'ca',
] as const;
export type LocationKey = (typeof LOCATION_KEYS)[number];

/** A location as the shell knows it: where it is and how one logs in. Never part of a declaration, an error or a log. */
export interface LocationSettings {
  readonly name: string;
  /** `null` where it is not set. */
  get(key: LocationKey): string | null;
}

/** The environment's name for a setting of a location. */
export function variableOf(location: string, key: LocationKey): string {
  const name = `GT_LOCATION_${location.toUpperCase().replaceAll('-', '_')}`;
  return key === 'address' ? name : `${name}_${key.toUpperCase()}`;
}

/** The address of a location as a URL of one of these schemes, without a password in it. @throws DeclarationError naming the variable */
export function addressOf(location: LocationSettings, schemes: readonly string[], example: string): URL {
  const given = location.get('address');
  const variable = variableOf(location.name, 'address');
  if (given === null) throw notConfigured(`${variable} is not set`, `Set ${variable}, as in ${variable}=${example}`);
  const url = URL.parse(given);
  if (url === null || !schemes.includes(url.protocol))
    throw notConfigured(`${variable} is no address of ${schemes.join(' or ')}`, `Write it as in ${example}`);
  if (url.password !== '')
    throw notConfigured(
      `${variable} holds a password`,
      'Take it out of the address, where it would be printed, and set it by its own name.',
    );
  return url;
}

/** A setting that cannot be done without. @throws DeclarationError naming the variable */
export function requiredSetting(location: LocationSettings, key: LocationKey, remedy: string): string {
  const value = location.get(key);
  if (value !== null) return value;
  throw notConfigured(`${variableOf(location.name, key)} is not set`, remedy);
}

export function notConfigured(what: string, remedy: string): DeclarationError {
  return new DeclarationError({ code: 'location.not_configured', message: `${what}.`, remedy });
}
