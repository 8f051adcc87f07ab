import type { SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { attributePosition, PERSON_ATTRIBUTES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import type { GoldenInput, GoldenRow } from './golden-row.ts';
import { CONTEXT, SOURCES } from './records.fixture.ts';

/** Every attribute, in the order of the dictionary. */
export const NAMES = PERSON_ATTRIBUTES.map(({ name }) => name);
const GROUPS = {
  address: ['address', 'postcode', 'uprn'],
  birth: ['birth_date', 'birth_precision'],
  contact: ['contact_name', 'contact_phone'],
} as const;
/** Attributes that win together; all others win alone. */
export const UNITS: readonly (readonly PersonAttributeName[])[] = [
  ...NAMES.filter((name) => !Object.values(GROUPS).some((group) => group.some((member) => member === name))).map((name) => [name]),
  ...Object.values(GROUPS),
];

/** The whole row, by sorting all offers of a unit on one text key each, with no code of the product. */
export function oracle(
  records: readonly GoldenInput[],
  declared: { readonly [Name in PersonAttributeName]: SurvivorshipRule },
): Omit<GoldenRow, 'scopes'> {
  const plain = (value: string | null) => (value ?? '').normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');
  const sourceName = (it: GoldenInput) => SOURCES[it.source - 1] ?? '';
  const byName = new Map<PersonAttributeName, { value: string; from: GoldenInput; differs: number }>();
  const further: GoldenRow['further'][number][] = [];
  for (const names of [...UNITS].sort((a, b) => NAMES.indexOf(a[0] ?? 'sex') - NAMES.indexOf(b[0] ?? 'sex'))) {
    const [lead] = names;
    if (lead === undefined) continue;
    const rule = declared[lead];
    const order = 'order' in rule ? rule.order : rule.tieBreak;
    const only = rule.rule === 'onlyFrom' ? rule.order : rule.from;
    const some = records.filter(
      (it) => names.some((name) => it.values[name] !== null) && (only === undefined || only.includes(sourceName(it))),
    );
    const whole = some.filter((it) => it.values[lead] !== null);
    const offers = whole.length > 0 ? whole : some;
    const all = (it: GoldenInput) => names.map((name) => plain(it.values[name])).join('\u0001');
    const place = (it: GoldenInput) =>
      (order.includes(sourceName(it)) ? `${order.indexOf(sourceName(it))}` : `9${sourceName(it)}`).padEnd(9, ' ');
    const newest = (it: GoldenInput) => {
      const seen =
        names
          .flatMap((name) => (it.values[name] === null ? [] : [it.since[attributePosition(name)] ?? '']))
          .sort()
          .at(-1) ?? '';
      const when = it.untimed ? '' : it.trueAt === null ? seen : it.trueAt.slice(0, 10) > CONTEXT.businessDate ? '' : it.trueAt;
      const digits = when.replaceAll(/[^0-9]/g, '').padEnd(14, '0');
      return String(99999999999999 - Number(digits)).padStart(14, '0');
    };
    const few = (it: GoldenInput) => String(9 - new Set(offers.filter((o) => all(o) === all(it)).map(sourceName)).size);
    const short = (it: GoldenInput) => String(99 - [...names.map((name) => it.values[name] ?? '').join('')].length).padStart(2, '0');
    const doubt = (it: GoldenInput) => (names.some((name) => it.doubts.includes(attributePosition(name))) ? '1' : '0');
    const key = (it: GoldenInput): string =>
      [
        ...{
          mostRecent: [newest(it), place(it)],
          unionBy: [newest(it), place(it)],
          sourceOrder: [place(it), newest(it)],
          onlyFrom: [place(it), newest(it)],
          mostTrusted: [doubt(it), place(it), newest(it)],
          mostFrequent: [few(it), place(it), newest(it)],
          longest: [short(it), place(it), newest(it)],
        }[rule.rule],
        it.naturalKey,
      ].join('|');
    const ranked = offers
      .map((it) => ({ it, key: key(it) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ it }) => it);
    const [winner] = ranked;
    for (const name of names) {
      const value = winner?.values[name] ?? null;
      if (value === null || winner === undefined) continue;
      const others = SOURCES.filter((source) => source !== sourceName(winner)).filter((source) => {
        const theirs = records.filter((it) => sourceName(it) === source && it.values[name] !== null);
        return theirs.length > 0 && !theirs.some((it) => plain(it.values[name]) === plain(value));
      });
      byName.set(name, { value, from: winner, differs: others.length });
    }
    if (rule.rule !== 'unionBy') continue;
    const entry = (it: GoldenInput) => (it.values[rule.key] === null ? `whole ${all(it)}` : `key ${plain(it.values[rule.key])}`);
    for (const it of ranked.filter((one, i) => ranked.findIndex((other) => entry(other) === entry(one)) === i).slice(1))
      for (const name of names) {
        const value = it.values[name];
        const position = attributePosition(name);
        if (value !== null)
          further.push({ position, value, recordKey: it.recordKey, source: it.source, since: it.since[position] ?? null });
      }
  }
  const of = <Of>(pick: (cell: { value: string; from: GoldenInput; differs: number }, position: number) => Of) =>
    NAMES.map((name, position) => {
      const cell = byName.get(name);
      return cell === undefined ? null : pick(cell, position);
    });
  return {
    values: Object.fromEntries(NAMES.map((name) => [name, byName.get(name)?.value ?? null])) as GoldenRow['values'],
    recordKey: of(({ from }) => from.recordKey),
    source: of(({ from }) => from.source),
    since: of(({ from }, position) => from.since[position] ?? null),
    differs: of(({ differs }) => differs),
    further,
  };
}
