import { grouped } from '@golden-thread/cli/render/table';
import type { NightCounts } from './night-counts.ts';
import { at, escaped, INK, picture, SANS } from './svg.ts';
import { wrapped } from './terminal.ts';

const WIDTH = 1000;
const TOP = 112;
/** Pixels a record, from the tallest stack of sources that still leaves room for their names. */
const TALL = 250;
const GAP = 30;
const COLOURS = ['#4c78a8', '#72a98f', '#b07aa1', '#5aa7b5', '#c0785a', '#8f8fb8', '#8c8c7a'];
const X = { label: 30, source: 236, core: 400, people: 622, reader: 738, readerLabel: 760 };
const BAR = 9;
const NAME = 'font-size="13" font-weight="600"';
const QUIET = `font-size="11.5" fill="${INK.quiet}"`;

/** Take, join, tell: one night of the council as threads that become one, as wide as what they carry. */
export function threadPicture(night: NightCounts): string {
  const total = night.sources.reduce((sum, s) => sum + s.taken, 0);
  const delivered = night.sources.reduce((sum, s) => sum + s.delivered, 0);
  const perRecord = TALL / total;
  const stack = TALL + GAP * (night.sources.length - 1);
  const height = TOP + stack + 104;
  const middle = TOP + stack / 2;
  const coreTop = middle - TALL / 2;
  const people = night.people * perRecord;
  const peopleTop = middle - people / 2;
  return picture({ width: WIDTH, height }, wordsOf(night), [
    '<defs><linearGradient id="join" x1="0" x2="1" y1="0" y2="0">',
    `<stop offset="0" stop-color="#9aa5b1" stop-opacity="0.55"/><stop offset="1" stop-color="${INK.thread}" stop-opacity="0.85"/>`,
    '</linearGradient></defs>',
    `<g font-family="${escaped(SANS)}" fill="${INK.text}">`,
    heading(X.label, 'TAKE', 'what each system sent'),
    heading(X.core, 'JOIN', 'which records are one person'),
    heading(X.reader, 'TELL', 'what each reader sees'),
    ...sourceThreads(night, perRecord, coreTop),
    ribbon(X.core + BAR, coreTop, TALL, X.people, peopleTop, people, 'fill="url(#join)"'),
    bar(X.core, coreTop, TALL, '#5d6b7a'),
    bar(X.people, peopleTop, people, INK.thread),
    label(X.core, coreTop - 12, `${grouped(night.records)} records`, 'font-size="15" font-weight="700"'),
    label(X.people - 24, coreTop - 12, `${grouped(night.people)} people`, `font-size="15" font-weight="700" fill="${INK.gold}"`),
    ...inTheJoin(night, middle),
    ...readerThreads(night, middle, peopleTop, people),
    `<line x1="${X.label}" y1="${height - 66}" x2="${WIDTH - 30}" y2="${height - 66}" stroke="${INK.edge}"/>`,
    label(
      X.label,
      height - 42,
      `Every one of the ${grouped(delivered)} records delivered ends in one place: ${grouped(total)} taken, ${grouped(night.quarantined)} set aside in quarantine, ${grouped(night.outOfCohort)} outside the agreed cohort and dropped.`,
      'font-size="12.5"',
    ),
    label(
      X.label,
      height - 20,
      `Every value keeps its origin: ${grouped(night.values)} values, each with its source, its record and the first night it was seen.`,
      'font-size="12.5"',
    ),
    '</g>',
  ]);
}

function sourceThreads(night: NightCounts, perRecord: number, coreTop: number): readonly string[] {
  let y = TOP;
  let into = coreTop;
  return night.sources.flatMap(({ label: name, taken, delivered }, i) => {
    const tall = taken * perRecord;
    const drawn = Math.max(tall, 2);
    const colour = COLOURS[i % COLOURS.length] ?? INK.quiet;
    const parts = [
      ribbon(X.source + BAR, y, drawn, X.core, into, tall, `fill="${colour}" fill-opacity="0.45"`),
      bar(X.source, y, drawn, colour),
      label(X.label, y + drawn / 2 - 1, name, NAME),
      label(X.label, y + drawn / 2 + 14, `${grouped(taken)} of ${grouped(delivered)}`, QUIET),
    ];
    y += drawn + GAP;
    into += tall;
    return parts;
  });
}

function inTheJoin(night: NightCounts, middle: number): readonly string[] {
  const x = (X.core + BAR + X.people) / 2;
  return [
    `${grouped(night.pairs)} scored pairs`,
    `${grouped(night.held)} hold`,
    `${grouped(night.questions)} questions for people`,
    `${grouped(night.neverLinks)} never-links`,
  ].map((words, i) => label(x, middle - 26 + i * 20, words, `font-size="12.5" text-anchor="middle"${i === 0 ? ' font-weight="600"' : ''}`));
}

function readerThreads(night: NightCounts, middle: number, peopleTop: number, people: number): readonly string[] {
  const { readers } = night;
  const share = people / readers.length;
  const step = 78;
  const top = middle - ((readers.length - 1) * step) / 2;
  return readers.flatMap((reader, i) => {
    const tall = share * (reader.people / night.people);
    const middleOf = top + i * step;
    const y = middleOf - tall / 2;
    const role = wrapped(reader.role, 28).map((line) => line.trim());
    return [
      ribbon(
        X.people + BAR,
        peopleTop + i * share + (share - tall) / 2,
        tall,
        X.reader,
        y,
        tall,
        `fill="${INK.thread}" fill-opacity="0.55"`,
      ),
      bar(X.reader, y, tall, INK.thread),
      ...[...role, `${grouped(reader.people)} people, ${grouped(reader.values)} values`].map((words, line) =>
        label(X.readerLabel, middleOf + (line - role.length / 2) * 16 + 4, words, line < role.length ? NAME : QUIET),
      ),
    ];
  });
}

function heading(x: number, word: string, about: string): string {
  return [
    label(x, 44, word, `font-size="20" font-weight="800" letter-spacing="2" fill="${INK.gold}"`),
    label(x, 64, about, `font-size="12.5" fill="${INK.quiet}"`),
  ].join('\n');
}

const label = (x: number, y: number, text: string, style: string): string =>
  `<text x="${at(x)}" y="${at(y)}" ${style}>${escaped(text)}</text>`;

const bar = (x: number, y: number, tall: number, colour: string): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${BAR}" height="${at(tall)}" rx="2" fill="${colour}"/>`;

/** A band from one height to another, in one soft bend. */
function ribbon(x1: number, y1: number, tall1: number, x2: number, y2: number, tall2: number, style: string): string {
  const bend = at((x1 + x2) / 2);
  return `<path ${style} d="M${at(x1)} ${at(y1)} C${bend} ${at(y1)} ${bend} ${at(y2)} ${at(x2)} ${at(y2)} L${at(x2)} ${at(y2 + tall2)} C${bend} ${at(y2 + tall2)} ${bend} ${at(y1 + tall1)} ${at(x1)} ${at(y1 + tall1)} Z"/>`;
}

const wordsOf = (night: NightCounts): string =>
  `One night of the made-up council: ${night.sources.length} systems give ${grouped(night.records)} records, which are ${grouped(night.people)} people; each of ${night.readers.length} readers sees what the register grants.`;
