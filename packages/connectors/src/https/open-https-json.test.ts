import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineSource, type SourceInput } from '@golden-thread/shapes/declare/source';
import { DeclarationError, TransientError } from '@golden-thread/shapes/errors';
import { json, openPageServer, type PageServer } from '@golden-thread/test-kit/servers/page-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDelivery } from '../read-delivery.ts';
import { sourceOf } from '../source.fixture.ts';
import type { LocationKey } from '../spool/location-settings.ts';
import { mirror } from '../spool/mirror.ts';
import { spoolOf } from '../spool/spool.ts';
import { openHttpsJson } from './open-https-json.ts';

type Transport = Extract<SourceInput['transport'], { kind: 'https-json' }>;
const FILE = 'early_20260302.jsonl';
const PEOPLE = Array.from({ length: 25 }, (_, i) => ({ id: String(i).padStart(5, '0'), forename: 'Anna', surname: `Canary${i}` }));
const NUMBERED: Partial<Transport> = { pages: { by: 'number', parameter: 'page' } };
const LINKED: Partial<Transport> = { pages: { by: 'next-link', at: 'links.next' } };

let directory: string;
let server: PageServer;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-https-'));
  server = await openPageServer();
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const sourceWith = (over: Partial<Transport>) =>
  sourceOf({
    decoder: { kind: 'json_lines' },
    transport: {
      kind: 'https-json',
      files: 'early_{date}.jsonl',
      request: 'children?open=true',
      records: 'data',
      pages: { by: 'none' },
      waitsSeconds: [0],
      idleSeconds: 1,
      ...over,
    },
  });
type Over = Partial<Record<LocationKey, string | null>>;
async function run(over: Partial<Transport> = {}, settings: Over = {}) {
  const source = sourceWith(over);
  const { transport } = source;
  if (transport.kind !== 'https-json') throw new TypeError('another transport');
  const values: Over = { address: server.address, ca: server.ca, token: 'canary-token', ...settings };
  const location = { name: 'school-mis', get: (key: LocationKey) => values[key] ?? null };
  const open = openHttpsJson({ transport, key: source.contract.key, businessDate: '2026-03-02' }, location);
  return mirror(source, open, spoolOf(directory, source), {
    choose: (offered) => offered,
    waitsSeconds: transport.waitsSeconds,
    withinMinutes: 1,
  });
}
const spool = () => spoolOf(directory, sourceWith({}));
const lines = async () => (await readFile(join(spool().files, FILE), 'utf8')).split('\n').slice(0, -1);
const shownOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shownOf(error.cause)}` : '';
const failing = async (over: Partial<Transport> = {}, settings: Over = {}) =>
  run(over, settings).then(
    () => expect.unreachable(),
    async (error: unknown) => {
      expect(shownOf(error)).not.toMatch(/canary|127\.0\.0\.1|api\/|open=true/i);
      expect(await readdir(spool().files).catch(() => [])).toEqual([]);
      return error;
    },
  );

/** Ten a page, by `?page=`, counted from 1. */
const numbered = (people: readonly object[] = PEOPLE) => {
  server.answer = (url, response) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    json(response, { total: people.length, data: people.slice((page - 1) * 10, page * 10) });
  };
};

describe('pages', () => {
  test('that are counted become a record a line, and the decoder reads them', async () => {
    numbered();
    await run(NUMBERED);
    expect(await lines()).toEqual(PEOPLE.map((person) => JSON.stringify(person)));
    expect(server.asked).toEqual([1, 2, 3, 4, 1].map((page) => `/api/children?open=true&page=${page}`));
    const cells: unknown[] = [];
    for await (const rows of readDelivery(sourceWith(NUMBERED), join(spool().files, FILE))) cells.push(...rows.map((row) => row.cells));
    expect(cells).toEqual(PEOPLE.map(({ id, forename, surname }) => [id, forename, surname]));
  });

  test('that link to the next, or name a cursor', async () => {
    server.answer = (url, response) => {
      const at = Number(url.searchParams.get('from') ?? 0);
      const next = at + 10 < PEOPLE.length ? at + 10 : null;
      const link = next === null ? null : next === 10 ? `?open=true&from=${next}` : `${server.address}children?from=${next}`;
      json(response, { data: PEOPLE.slice(at, at + 10), links: { next: link }, 'meta.next': next });
    };
    await run(LINKED);
    expect(await lines()).toHaveLength(25);
    await run({ pages: { by: 'cursor', at: 'meta.next', parameter: 'from' } });
    expect(await lines()).toEqual(PEOPLE.map((person) => JSON.stringify(person)));
  });

  test('keep the digits, members and texts that were written', async () => {
    const first = '{"id":00}'.replace('00', '541000000543284017');
    server.answer = (_url, response) => json(response, `{"data":[${first},\n{"id":"1",\r\n "n":1.0,"n":2, "t":"a\\nb"}],"data2":[]}`);
    await run();
    expect(await lines()).toEqual([first, '{"id":"1",   "n":1.0,"n":2, "t":"a\\nb"}']);
  });

  test('without a record are a delivery without a record', async () => {
    server.answer = (_url, response) => json(response, { data: [] });
    await run(NUMBERED);
    expect(await readFile(join(spool().files, FILE), 'utf8')).toBe('\n');
  });

  test('are asked for anew each time, with the token, and with a key in its own header', async () => {
    const seen: unknown[] = [];
    server.answer = (_url, response, _number, headers) => {
      seen.push([headers.authorization, headers['x-api-key']]);
      json(response, { data: PEOPLE });
    };
    await run();
    expect(await run({ keyHeader: 'X-Api-Key' }, { token: null, key: 'canary-key' })).toMatchObject({ fetched: 1 });
    await run({}, { address: server.address.replace('://', '://user@'), password: 'canary', token: null });
    expect(seen).toEqual([
      ['Bearer canary-token', undefined],
      [undefined, 'canary-key'],
      [`Basic ${Buffer.from('user:canary').toString('base64')}`, undefined],
    ]);
  });
});

describe('pages that move', () => {
  test('a record put in front while they are read is noticed, and they are read again', async () => {
    const people: object[] = [...PEOPLE];
    numbered(people);
    const { answer } = server;
    server.answer = (url, response, number, headers) => {
      if (number === 2) people.unshift({ id: 'new', forename: 'Emma', surname: 'Canary' });
      answer(url, response, number, headers);
    };
    expect(await run(NUMBERED)).toMatchObject({ tries: 2 });
    expect(await lines()).toEqual(people.map((person) => JSON.stringify(person)));
  });

  test('a record taken away is noticed by the total, or by the first page', async () => {
    for (const over of [{ ...NUMBERED, total: 'total' }, NUMBERED]) {
      const people: object[] = [...PEOPLE];
      numbered(people);
      const { answer } = server;
      let number = 0;
      server.answer = (url, response, at, headers) => {
        if (number++ === 2) people.shift();
        answer(url, response, at, headers);
      };
      expect(await run(over)).toMatchObject({ tries: 2 });
      expect(await lines()).toEqual(people.map((person) => JSON.stringify(person)));
    }
  });

  test('a key on two pages is believed once two readings agree: then it is the data', async () => {
    numbered([...PEOPLE, PEOPLE[3] ?? {}]);
    expect(await run(NUMBERED)).toMatchObject({ tries: 2 });
    expect(await lines()).toHaveLength(26);
    server.answer = (url, response, number) => {
      const page = Number(url.searchParams.get('page'));
      const moving = { id: '00003', forename: String(number), surname: 'x' };
      json(response, { data: page === 1 ? PEOPLE.slice(0, 10) : page === 2 ? [moving] : [] });
    };
    await expect(run(NUMBERED)).rejects.toMatchObject({ code: 'remote.drifted' });
  });
});

describe('a server that misbehaves', () => {
  test.each([
    ['seconds', '0'],
    ['a moment that has passed', 'Mon, 02 Mar 2020 03:00:00 GMT'],
  ])('asks to wait, by %s, and is waited for', async (_label, after) => {
    server.answer = (_url, response, number) => {
      if (number < 3) response.writeHead(number === 1 ? 503 : 429, { 'retry-after': after }).end();
      else json(response, { data: PEOPLE });
    };
    expect(await run()).toMatchObject({ fetched: 1, tries: 1 });
  });

  test('asks to wait for longer than a night, or for ever', async () => {
    server.answer = (_url, response) => void response.writeHead(429, { 'retry-after': '86400' }).end();
    expect(await failing()).toMatchObject({ code: 'remote.busy' });
    expect(server.asked).toHaveLength(2);
    server.answer = (_url, response) => void response.writeHead(503, { 'retry-after': '0' }).end();
    expect(await failing()).toMatchObject({ code: 'remote.busy' });
    expect(server.asked).toHaveLength(2 + 2 * 6);
  });

  const answers: [string, string, Partial<Transport>, PageServer['answer']][] = [
    [
      'leads to another host',
      'remote.elsewhere',
      LINKED,
      (_u, r) => json(r, { data: [{ id: '1' }], links: { next: 'https://canary.example/x' } }),
    ],
    ['leads to plain HTTP', 'remote.elsewhere', LINKED, (_u, r) => json(r, { data: [{ id: '1' }], links: { next: `http://127.0.0.1/` } })],
    ['redirects', 'remote.elsewhere', {}, (_u, r) => void r.writeHead(302, { location: 'https://canary.example/' }).end()],
    ['links to the page itself', 'remote.loops', LINKED, (_u, r) => json(r, { data: [{ id: '1' }], links: { next: '?open=true' } })],
    ['gives page one for ever', 'remote.loops', NUMBERED, (_u, r) => json(r, { data: PEOPLE })],
    ['counts to infinity', 'remote.too_large', { ...NUMBERED, maximumPages: 7 }, (_u, r, n) => json(r, { data: [{ id: String(n) }] })],
    [
      'answers with a page for people',
      'remote.not_json',
      {},
      (_u, r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<p>canary'),
    ],
    [
      'compresses unasked',
      'remote.not_json',
      {},
      (_u, r) => void r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x'),
    ],
    ['breaks its JSON', 'remote.not_json', {}, (_u, r) => json(r, '{"data":[{"id":1},]}')],
    ['nests without end', 'remote.not_json', {}, (_u, r) => json(r, `{"data":${'['.repeat(200_000)}`)],
    [
      'is not UTF-8',
      'remote.not_json',
      {},
      (_u, r) => void r.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
    ],
    ['has no records where they are declared', 'remote.not_json', {}, (_u, r) => json(r, { items: [] })],
    ['has no total where one is declared', 'remote.not_json', { total: 'total' }, (_u, r) => json(r, { data: [] })],
    ['knows us not', 'remote.login', {}, (_u, r) => void r.writeHead(401).end('canary')],
    ['has nothing there', 'remote.missing', {}, (_u, r) => void r.writeHead(404).end('canary')],
    ['fails', 'remote.failed', {}, (_u, r) => void r.writeHead(500).end('canary')],
    ['falls silent before it answers', 'remote.stalled', {}, () => {}],
    [
      'falls silent in the middle',
      'remote.stalled',
      {},
      (_u, r) => void r.writeHead(200, { 'content-type': 'application/json' }).write('{"data":['),
    ],
    ['hangs up before it answers', 'remote.dropped', {}, (_u, r) => void r.destroy()],
    [
      'hangs up in the middle',
      'remote.dropped',
      {},
      (_u, r) => void r.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[', () => r.destroy()),
    ],
  ];
  test.each(answers)('%s', async (_label, code, over, answer) => {
    server.answer = answer;
    const error = await failing(over);
    expect(error).toMatchObject({ code });
    const first = /^\/api\/children\?open=true(&page=1)?$/;
    expect(server.asked.filter((path) => first.test(path))).toHaveLength(error instanceof TransientError ? 2 : 1);
  });

  test('shows a certificate that nobody here trusts, or is not there', async () => {
    expect(await failing({}, { ca: null })).toMatchObject({ code: 'remote.certificate' });
    expect(server.asked).toEqual([]);
    expect(await failing({}, { address: 'https://127.0.0.1:1/' })).toMatchObject({ code: 'remote.unreachable' });
  });
});

describe('what is declared and configured', () => {
  test.each<[string, Partial<Transport>, Over]>([
    ['no address', {}, { address: null }],
    ['an address without encryption', {}, { address: 'http://canary.example/' }],
    ['an address with a key in it', {}, { address: 'https://canary.example/?key=canary' }],
    ['no key for a declared header', { keyHeader: 'X-Key' }, {}],
    ['no password for the user', {}, { address: 'https://canary@host.example/' }],
    ['a secret of two lines', {}, { token: 'canary\r\nX-Evil: 1' }],
  ])('%s', async (_label, over, settings) => {
    expect(await failing(over, settings)).toBeInstanceOf(DeclarationError);
  });

  test.each<[string, Partial<Transport>]>([
    ['another host', { request: 'https://elsewhere.example/x' }],
    ['another host by two slashes', { request: '//elsewhere.example/x' }],
    ['a path above the address', { request: '../x' }],
    ['a path from the root', { request: '/x' }],
    ['parts', { files: 'x_{part}_{date}.jsonl' }],
    ['a header that is none', { keyHeader: 'X: y' }],
  ])('%s is declared wrongly', (_label, over) => {
    expect(() => sourceWith(over)).toThrow(/declared wrongly/);
  });

  test('pages become JSON lines, whole each night', () => {
    const { hash: _hash, ...source } = sourceWith({});
    expect(() => defineSource({ ...source, decoder: { kind: 'json', records: '' } })).toThrow(/reads another form/);
  });
});
