import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import fc from 'fast-check';
import { expect } from 'vitest';
import { recordsOf } from '../decoding.fixture.ts';
import { readPlainly } from './plain-reader.fixture.ts';

const DECODER: XmlDecoder = {
  kind: 'xml',
  encoding: 'utf-8',
  record: 'file/school/pupil',
  fields: {
    id: '@id',
    school: '/file/school/@number',
    town: '/file/school/place/town',
    term: '/file/head/term',
    name: 'name',
    given: 'names/given[2]',
    former: { path: 'former/upn', joined: ';' },
    phone: 'contact[1]/phone',
  },
  ignored: ['note', 'names/given[1]', 'names/given[3]', 'contact/@kind'],
};
const COLUMNS = Object.keys(DECODER.fields);

/** Documents of one form, with values full of what XML writes otherwise, give what a tree of the whole document gives. */
export function agreesWithTheTree(numRuns: number): Promise<void> {
  const value = fc.string({
    unit: fc.constantFrom('a', 'é', '𝔸', '&amp;', '&#233;', '&lt;', ' ', '\n', '<![CDATA[<&]]>', '<!-- x -->', "'"),
    maxLength: 6,
  });
  const attribute = fc.string({ unit: fc.constantFrom('a', 'é', '&quot;', '&#x1D538;', ' ', "'", '>'), maxLength: 5 });
  const element = (name: string, inner: fc.Arbitrary<string>) =>
    fc.option(inner, { nil: null }).map((text) => (text === null ? '' : `<${name}>${text}</${name}>`));
  const several = (name: string, inner: fc.Arbitrary<string>) =>
    fc.array(inner, { maxLength: 3 }).map((texts) => texts.map((text) => `<${name}>${text}</${name}>`).join('\n'));
  const pupil = fc
    .tuple(
      attribute,
      element('name', value),
      element('names', several('given', value)),
      element('former', several('upn', value)),
      several('contact', element('phone', value)),
      element('note', value),
    )
    .map(([id, ...parts]) => `<pupil id="${id}">\n${parts.join('  ')}</pupil>`);
  const school = fc
    .tuple(attribute, element('place', element('town', value)), fc.array(pupil, { maxLength: 4 }))
    .map(([number, place, pupils]) => `<school number="${number}">${place}${pupils.join('\n')}</school>`);
  const file = fc
    .tuple(element('head', element('term', value)), fc.array(school, { minLength: 1, maxLength: 3 }))
    .map(([head, schools]) => `<file>${head}${schools.join('\n')}</file>`);
  return fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 60 }), async (text, pieceBytes) => {
      const records = await recordsOf({ decoder: DECODER, columns: COLUMNS, pieceBytes }, text);
      expect(records.map(({ problem }) => problem)).toEqual(records.map(() => null));
      expect(records.map(({ cells }) => cells)).toEqual(readPlainly(text, DECODER, COLUMNS));
    }),
    { numRuns, seed: 20261125 },
  );
}
