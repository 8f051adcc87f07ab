import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { mapSqlError } from './sql-errors.ts';
import type { PlainRows } from './tables/plain.ts';
import { parserFor } from './type-parsers.ts';

/** One session: a client of its own, or one that a pool lent. */
export type Connection = pg.ClientBase;
export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;
/** What runs a statement: a session, or a pool that lends one for it. */
export type Queryable = Connection | Pool;

/**
 * Settings that go with a role. The night closes, inserts and updates by index: a 1 % night is twice as fast. It joins whole
 * tables where it checks them: with 4 MB, on 300,000 records, it looked up each end of each edge, which took four times as long.
 */
const ROLE_SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gt_night: { random_page_cost: '1.1', work_mem: '64MB' },
};

export interface ConnectOptions {
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Role to act in; the session's user stays who logged in. `gt_night` has settings of its own. */
  readonly role?: string;
  /** Further settings of the session. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Sessions at most; 4 unless given. */
  readonly maximum?: number;
  /** Milliseconds to wait for a session before giving up; 10,000 unless given. */
  readonly connectWaitMs?: number;
}

/** A pool on the database behind `url`. Errors come as typed codes and never hold a value. */
export function openPool(url: string, options: ConnectOptions = {}): Pool {
  const pool = new EdgePool({
    ...clientConfig(url, options),
    Client: EdgeClient,
    max: options.maximum ?? 4,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined); // an idle session that ends is replaced at the next query
  return pool;
}

/** One session of its own, connected. @throws DatabaseError when the database cannot be reached. */
export async function openClient(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const client = new EdgeClient(clientConfig(url, options));
  await client.connect().catch(rethrow);
  return client;
}

/** Kysely over a pool, for small statements. Rows in bulk go by COPY. */
export const kyselyOver = <Tables = PlainRows>(pool: Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** Kysely on one session, inside whatever transaction it has. */
export function kyselyOn<Tables = PlainRows>(client: Connection): Kysely<Tables> {
  const lent: PostgresPoolClient = {
    query: (text: unknown, values?: unknown) => Reflect.apply(client.query, client, [text, values]),
    release: () => undefined,
  };
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} } }),
  });
}

class EdgeClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined); // a session that ends is seen at its next query, and ends no process
    Object.defineProperty(this, 'query', { value: mapped(super.query.bind(this)) });
  }
}

class EdgePool extends pg.Pool {
  constructor(config?: pg.PoolConfig) {
    super(config);
    Object.defineProperty(this, 'connect', { value: mapped(super.connect.bind(this)) });
  }
}

/** The same function, whose callback or promise fails with typed codes. Streams (a `submit` of their own) map theirs where they are read. */
function mapped(call: (...args: never[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    const last = args.at(-1);
    if (typeof last === 'function') {
      const callback = (error: unknown, ...rest: unknown[]): unknown =>
        Reflect.apply(last, undefined, [error ? mapSqlError(error) : error, ...rest]);
      return Reflect.apply(call, undefined, [...args.slice(0, -1), callback]);
    }
    const result: unknown = Reflect.apply(call, undefined, args);
    return result instanceof Promise ? result.catch(rethrow) : result;
  };
}

function rethrow(error: unknown): never {
  throw mapSqlError(error);
}

function clientConfig(url: string, options: ConnectOptions): pg.ClientConfig {
  const settings = {
    timezone: 'UTC',
    datestyle: 'ISO,MDY',
    intervalstyle: 'postgres',
    bytea_output: 'hex',
    ...ROLE_SETTINGS[options.role ?? ''],
    ...options.settings,
    ...(options.role === undefined ? {} : { role: options.role }),
  };
  return {
    connectionString: url,
    application_name: options.applicationName ?? 'golden-thread',
    connectionTimeoutMillis: options.connectWaitMs ?? 10_000,
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types: { getTypeParser: parserFor },
  };
}
