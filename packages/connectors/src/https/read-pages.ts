import { createHash } from 'node:crypto';
import type { Transport } from '@golden-thread/shapes/declare/transport';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import { memberOf, type Page, readPage } from './page.ts';

export type HttpsJson = Extract<Transport, { readonly kind: 'https-json' }>;

export interface PagesQuestion {
  readonly transport: HttpsJson;
  /** Columns that name a record. */
  readonly key: readonly string[];
  readonly location: string;
  /** The location's address; its origin is never left. */
  readonly address: URL;
  readonly ask: (url: URL) => Promise<string>;
}

/** What an earlier reading of the same question gave, to be compared where pages seem to have moved. */
export interface LastReading {
  digest: string | null;
}

/**
 * All records of all pages, a line each. What came is doubted where a total does not agree, the first page is another
 * at the end, or a record's key stands on two pages; of the last, two readings that agree are believed.
 * @throws TransientError when pages drifted, TerminalError for loops, another host, or an answer that is not as declared
 */
export async function* readPages(question: PagesQuestion, last: LastReading): AsyncGenerator<Uint8Array> {
  const { transport, location } = question;
  const { address, first } = firstOf(question);
  const asked = new Set<string>();
  const reading = new Reading(question);
  for (let url: URL | null = first; url !== null; ) {
    if (asked.size === transport.maximumPages) throw remoteTrouble('remote.too_large', location);
    if (asked.has(url.href)) throw remoteTrouble('remote.loops', location);
    asked.add(url.href);
    const page = pageOf(question, await question.ask(url));
    reading.add(page);
    if (page.records.length > 0) yield Buffer.from(`${page.records.join('\n')}\n`);
    url = nextOf(question, page, url, asked.size, address);
  }
  if (asked.size > 1) reading.refuseOther(pageOf(question, await question.ask(first)));
  reading.end(last);
  // A file of no byte may be an upload that failed: none is one empty line.
  if (reading.records === 0) yield Buffer.from('\n');
}

/** What was read so far, and whether it hangs together. */
class Reading {
  records = 0;
  readonly #question: PagesQuestion;
  /** Digest of each page, in order. */
  readonly #pages = new Map<string, number>();
  /** The page on which each key stood last. */
  readonly #keys = new Map<string, number>();
  readonly #digest = createHash('sha256');
  #total: unknown;
  #repeats = false;

  constructor(question: PagesQuestion) {
    this.#question = question;
  }

  add(page: Page): void {
    const { transport, location, key } = this.#question;
    const number = this.#pages.size;
    const print = printOf(page);
    // A server that does not know the parameter gives its first page for ever.
    if (page.records.length > 0 && this.#pages.has(print)) throw remoteTrouble('remote.loops', location);
    this.#pages.set(print, number);
    const total = transport.total === undefined ? undefined : page.member(transport.total);
    if (number > 0 && total !== this.#total) throw remoteTrouble('remote.drifted', location);
    this.#total = total;
    for (const value of page.values) if (isRepeated(this.#keys, keyOf(value, key), number)) this.#repeats = true;
    this.#digest.update(print);
    this.records += page.records.length;
  }

  /** The first page, asked for again at the end, is no longer what it was. */
  refuseOther(page: Page): void {
    if (this.#pages.get(printOf(page)) !== 0) throw remoteTrouble('remote.drifted', this.#question.location);
  }

  end(last: LastReading): void {
    const { transport, location } = this.#question;
    if (transport.total !== undefined && this.#total !== this.records) throw remoteTrouble('remote.drifted', location);
    const digest = this.#digest.digest('base64');
    const believed = !this.#repeats || last.digest === digest;
    last.digest = digest;
    if (!believed) throw remoteTrouble('remote.drifted', location);
  }
}

function firstOf({ transport, address }: PagesQuestion): { readonly address: URL; readonly first: URL } {
  const base = new URL(address);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const first = new URL(transport.request, base);
  if (transport.pages.by === 'number') first.searchParams.set(transport.pages.parameter, String(transport.pages.first));
  return { address: base, first };
}

function pageOf({ transport, location }: PagesQuestion, text: string): Page {
  const page = readPage(text, transport.records);
  if (page === null || (transport.total !== undefined && typeof page.member(transport.total) !== 'number'))
    throw remoteTrouble('remote.not_json', location);
  return page;
}

const printOf = (page: Page): string => createHash('sha256').update(page.records.join('\n')).digest('base64');

function nextOf({ transport, location }: PagesQuestion, page: Page, now: URL, asked: number, address: URL): URL | null {
  const { pages } = transport;
  switch (pages.by) {
    case 'none':
      return null;
    case 'number': {
      if (page.records.length === 0) return null;
      const next = new URL(now);
      next.searchParams.set(pages.parameter, String(pages.first + asked));
      return next;
    }
    case 'cursor': {
      const cursor = page.member(pages.at);
      if (cursor === null || cursor === undefined || cursor === '') return null;
      if (typeof cursor !== 'string' && typeof cursor !== 'number') throw remoteTrouble('remote.not_json', location);
      const next = new URL(now);
      next.searchParams.set(pages.parameter, String(cursor));
      return next;
    }
    case 'next-link': {
      const link = page.member(pages.at);
      if (link === null || link === undefined || link === '') return null;
      const next = typeof link === 'string' ? URL.parse(link, now.href) : null;
      if (next === null) throw remoteTrouble('remote.not_json', location);
      if (next.origin !== address.origin || next.username !== '' || next.password !== '') throw remoteTrouble('remote.elsewhere', location);
      return next;
    }
    default:
      return pages satisfies never;
  }
}

/** Null where the record has no whole key: that is for the contract to say. */
function keyOf(record: unknown, key: readonly string[]): string | null {
  const parts = key.map((name) => memberOf(record, name));
  return parts.some((part) => typeof part !== 'string' && typeof part !== 'number') ? null : JSON.stringify(parts);
}

/** Whether a key stood on an earlier page; twice on one page is no drift. */
function isRepeated(keys: Map<string, number>, key: string | null, page: number): boolean {
  if (key === null) return false;
  const print = createHash('sha256').update(key).digest('base64').slice(0, 16);
  const before = keys.get(print);
  keys.set(print, page);
  return before !== undefined && before !== page;
}
