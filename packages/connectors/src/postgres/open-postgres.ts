import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { Transport } from '@golden-thread/shapes/declare/transport';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { addressOf, type LocationSettings, notConfigured, requiredSetting, variableOf } from '../spool/location-settings.ts';
import type { OpenRemote } from '../spool/remote-files.ts';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import { within, withoutStall } from '../spool/without-stall.ts';
import { postgresTrouble } from './postgres-trouble.ts';

const EXAMPLE = 'postgresql://golden_thread@db.partner.example/casework';

export interface PostgresSource {
  readonly transport: Extract<Transport, { readonly kind: 'postgres' }>;
  readonly contract: SourceDeclaration['contract'];
  /** ISO date: what the file of this night is named by. */
  readonly businessDate: string;
}

/**
 * A table as a place with one file: its rows as CSV, by COPY, as they were at one moment. Nothing is written there.
 * @throws DeclarationError where the location is not configured
 */
export function openPostgres({ transport, contract, businessDate }: PostgresSource, location: LocationSettings): OpenRemote {
  const config = configOf(location, transport.idleSeconds * 1000);
  const name = transport.files.replace('{date}', businessDate.replaceAll('-', ''));
  const query = copyQuery(transport.table, Object.keys(contract.columns), contract.key);
  const idleMs = transport.idleSeconds * 1000;
  const stalled = () => remoteTrouble('remote.stalled', location.name);
  return async (signal) => {
    const client = new pg.Client(config);
    // An error outside a query, such as a server that goes, ends the query too.
    client.on('error', () => {});
    const giveUp = () => void client.end().catch(() => {});
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await within(client.connect(), idleMs, stalled);
    } catch (error) {
      giveUp();
      throw postgresTrouble(error, location.name);
    }
    async function* read(): AsyncGenerator<Uint8Array> {
      try {
        for (const statement of SESSION) await within(client.query(statement), idleMs, stalled);
        yield* withoutStall(client.query(copyTo(query)), idleMs, stalled);
        await within(client.query('commit'), idleMs, stalled);
      } catch (error) {
        throw postgresTrouble(error, location.name);
      }
    }
    return { list: async () => [{ name, plain: true, bytes: null, identity: null }], read, close: async () => giveUp() };
  };
}

/** One state of the database throughout, nothing written, and values in one form whatever the server is set to. */
const SESSION = [
  'begin isolation level repeatable read, read only',
  "set local datestyle = 'ISO, YMD'",
  "set local timezone = 'UTC'",
  "set local intervalstyle = 'iso_8601'",
  'set local extra_float_digits = 1',
];

/** Names of the contract, quoted: COPY takes no parameters. In the order of the key, so that an unchanged table gives the same bytes. */
function copyQuery(table: string, columns: readonly string[], key: readonly string[]): string {
  const quoted = (names: readonly string[]) => names.map((name) => pg.escapeIdentifier(name)).join(', ');
  const from = table
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
  return `copy (select ${quoted(columns)} from ${from} order by ${quoted(key)}) to stdout (format csv, header, encoding 'UTF8')`;
}

/** TLS with a certificate that is checked, except to this machine itself. */
function configOf(location: LocationSettings, idleMs: number): pg.ClientConfig {
  const address = addressOf(location, ['postgresql:', 'postgres:'], EXAMPLE);
  const variable = variableOf(location.name, 'address');
  const database = decodeURIComponent(address.pathname.slice(1));
  if (address.search !== '' || address.username === '' || database === '')
    throw notConfigured(`${variable} must name a user, a host and a database, and nothing else`, `Write it as in ${EXAMPLE}`);
  const host = address.hostname.replace(/^\[(.*)\]$/, '$1');
  const here = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  const ca = location.get('ca');
  return {
    host,
    port: address.port === '' ? 5432 : Number(address.port),
    user: decodeURIComponent(address.username),
    database,
    password: requiredSetting(location, 'password', `Set ${variableOf(location.name, 'password')}_FILE to a file with the password.`),
    ssl: here ? false : { rejectUnauthorized: true, ...(ca === null ? {} : { ca }) },
    application_name: 'golden-thread',
    connectionTimeoutMillis: idleMs,
    keepAlive: true,
  };
}
