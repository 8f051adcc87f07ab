import { addressOf, type LocationSettings, notConfigured, variableOf } from '../spool/location-settings.ts';
import type { OpenRemote } from '../spool/remote-files.ts';
import { askPage } from './ask-page.ts';
import { type HttpsJson, type LastReading, readPages } from './read-pages.ts';

const EXAMPLE = 'https://api.partner.example/v2/';

export interface HttpsJsonSource {
  readonly transport: HttpsJson;
  /** Columns that name a record. */
  readonly key: readonly string[];
  /** ISO date: what the file of this night is named by. */
  readonly businessDate: string;
}

/**
 * An API as a place with one file: all of its pages, a record a line. Asked anew each time.
 * @throws DeclarationError where the location is not configured
 */
export function openHttpsJson({ transport, key, businessDate }: HttpsJsonSource, location: LocationSettings): OpenRemote {
  const address = addressOf(location, ['https:'], EXAMPLE);
  const variable = variableOf(location.name, 'address');
  if (address.search !== '' || address.hash !== '')
    throw notConfigured(`${variable} holds a query`, 'Declare it as the request of the source, and set a key by its own name');
  const headers = { accept: 'application/json', 'accept-encoding': 'identity', ...credentials(transport, address, location) };
  address.username = '';
  const ca = location.get('ca');
  const name = transport.files.replace('{date}', businessDate.replaceAll('-', ''));
  const last: LastReading = { digest: null };
  return async (signal) => {
    const asking = { location: location.name, headers, ca, idleMs: transport.idleSeconds * 1000, signal, now: () => Date.now() };
    return {
      list: async () => [{ name, plain: true, bytes: null, identity: null }],
      read: () => readPages({ transport, key, location: location.name, address, ask: (url) => askPage(url, asking) }, last),
      close: async () => {},
    };
  };
}

/** A key in its own header, a bearer token, or user and password; none where nothing is set. */
function credentials({ keyHeader }: HttpsJson, address: URL, location: LocationSettings): Readonly<Record<string, string>> {
  const key = location.get('key');
  const token = location.get('token');
  const password = location.get('password');
  if (keyHeader !== undefined && key === null)
    throw notConfigured(
      `${variableOf(location.name, 'key')} is not set`,
      `Set it, or ${variableOf(location.name, 'key')}_FILE: the source declares keyHeader`,
    );
  if (address.username !== '' && password === null)
    throw notConfigured(`${variableOf(location.name, 'password')} is not set`, 'Set it, best by …_FILE: the address names a user');
  const secrets = [key, token, password].filter((secret) => secret !== null);
  if (secrets.some((secret) => !/^[\x20-\x7e]+$/.test(secret)))
    throw notConfigured(`A secret of ${variableOf(location.name, 'address')} holds what no header may`, 'Look for a line break in it');
  return {
    ...(keyHeader === undefined || key === null ? {} : { [keyHeader.toLowerCase()]: key }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(address.username === '' || password === null
      ? {}
      : { authorization: `Basic ${Buffer.from(`${decodeURIComponent(address.username)}:${password}`).toString('base64')}` }),
  };
}
