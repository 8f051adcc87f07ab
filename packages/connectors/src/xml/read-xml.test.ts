import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import { describe, expect, test } from 'vitest';
import { outcomesOf, recordsOf, refusalOf } from '../decoding.fixture.ts';
import type { DeliveryLimits } from '../limits.ts';
import { agreesWithTheTree } from './xml-properties.fixture.ts';

const xml = (decoder: Partial<XmlDecoder> & Pick<XmlDecoder, 'record' | 'fields'>, limits: Partial<DeliveryLimits> = {}) => ({
  decoder: { kind: 'xml' as const, encoding: 'utf-8' as const, ignored: [], ...decoder },
  columns: Object.keys(decoder.fields),
  limits,
});
const simple = (limits: Partial<DeliveryLimits> = {}) => xml({ record: 'list/child', fields: { id: '@id', name: 'name' } }, limits);
const listOf = (...children: string[]): string => `<list>${children.join('')}</list>`;

/** In the form of the Common Transfer File 25: the schools in a header, then pupils. */
const CTF = `<?xml version="1.0" encoding="UTF-8"?>
<CTfile>
  <Header>
    <DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>
    <SourceSchool><LEA>999</LEA><Estab>4001</Estab><SchoolName>St Anne &amp; St Mark</SchoolName></SourceSchool>
    <DestSchool><LEA>999</LEA><Estab>LLLL</Estab></DestSchool>
  </Header>
  <CTFpupilData>
    <Pupil>
      <UPN>W999999915001</UPN><Surname>Osei</Surname><Forename>Amara</Forename><DOB>2013-02-11</DOB><Sex>F</Sex>
      <FormerUPNs><FormerUPN>G99999991500A</FormerUPN><FormerUPN>T99999991501Q</FormerUPN></FormerUPNs>
      <Address><Paon>7</Paon><Street>Harbour Row</Street><PostCode>ZZ99 3VZ</PostCode></Address>
      <Contacts>
        <Contact><Order>1</Order><Surname>Osei</Surname><Phones><Phone><PhoneNo>07700 900123</PhoneNo></Phone></Phones></Contact>
        <Contact><Order>2</Order><Surname>Pike</Surname></Contact>
      </Contacts>
      <SENhistory><SEN><StartDate>2020-01-01</StartDate></SEN></SENhistory>
    </Pupil>
    <Pupil><UPN/><Surname><![CDATA[O'Neill <ap> Rhys]]></Surname><Forename>Zo&#xEB;</Forename><DOB>2012-05-30</DOB><Sex>F</Sex></Pupil>
  </CTFpupilData>
</CTfile>
`;
const ctf = xml({
  record: 'CTfile/CTFpupilData/Pupil',
  fields: {
    upn: 'UPN',
    surname: 'Surname',
    forename: 'Forename',
    born: 'DOB',
    sex: 'Sex',
    former: { path: 'FormerUPNs/FormerUPN', joined: ';' },
    postcode: 'Address/PostCode',
    contact: 'Contacts/Contact[1]/Surname',
    phone: 'Contacts/Contact[1]/Phones/Phone/PhoneNo',
    school: '/CTfile/Header/SourceSchool/Estab',
    school_name: '/CTfile/Header/SourceSchool/SchoolName',
  },
  ignored: ['Address/Paon', 'Address/Street', 'Contacts/Contact[1]/Order', 'SENhistory'],
});

describe('records out of XML', () => {
  test("a Common Transfer File: pupils with their first contact and their school's number", async () => {
    expect(await outcomesOf(ctf, CTF)).toEqual([
      [
        'W999999915001',
        'Osei',
        'Amara',
        '2013-02-11',
        'F',
        'G99999991500A;T99999991501Q',
        'ZZ99 3VZ',
        'Osei',
        '07700 900123',
        '4001',
        'St Anne & St Mark',
      ],
      [null, "O'Neill <ap> Rhys", 'Zoë', '2012-05-30', 'F', null, null, null, null, '4001', 'St Anne & St Mark'],
    ]);
    expect((await recordsOf(ctf, CTF)).map(({ line }) => line)).toEqual([9, 19]);
  });

  test('a children-in-need census: one record an episode, with the identifiers of its child', async () => {
    const cin = xml({
      record: 'Message/Children/Child/CINdetails',
      namespace: 'urn:cin',
      fields: {
        child: '/Message/Children/Child/ChildIdentifiers/LAchildID',
        upn: '/Message/Children/Child/ChildIdentifiers/UPN',
        referred: 'CINreferralDate',
        factors: { path: 'Assessments/FactorsIdentifiedAtAssessment/AssessmentFactors', joined: ' ' },
      },
      ignored: ['/Message/Children/Child/ChildCharacteristics'],
    });
    const child = (id: string, upn: string, ...details: string[]) =>
      `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID>${upn}stray<PersonBirthDate>2013-02-11</PersonBirthDate></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>${details.join('')}</Child>`;
    const details = (date: string, ...factors: string[]) =>
      `<CINdetails><CINreferralDate>${date}</CINreferralDate><Assessments><FactorsIdentifiedAtAssessment>${factors.map((factor) => `<AssessmentFactors>${factor}</AssessmentFactors>`).join('')}</FactorsIdentifiedAtAssessment></Assessments></CINdetails>`;
    const census = `<Message xmlns="urn:cin"><Header/><Children>${child('C1', '<UPN>W999999915001</UPN>', details('2025-01-05', '1A', '2B'), details('2026-02-01'))}${child('C2', '')}${child('C3', '', details('2026-03-01', '3A'))}</Children></Message>`;
    expect(await outcomesOf(cin, census)).toEqual([
      ['C1', 'W999999915001', '2025-01-05', '1A 2B'],
      ['C1', 'W999999915001', '2026-02-01', null],
      ['C3', null, '2026-03-01', '3A'],
    ]);
    expect(await refusalOf(cin, census.replace('</UPN>', '</UPNx>'))).toMatchObject({ code: 'delivery.xml_malformed' });
    expect(await refusalOf(cin, census.replaceAll('ChildCharacteristics', 'Characteristics'))).toMatchObject({
      message: expect.stringContaining("'element Characteristics beside the records' unknown"),
    });
    expect(await refusalOf(cin, census.replace('urn:cin', 'urn:other'))).toMatchObject({ code: 'delivery.xml_no_records' });
  });

  test('elements are known by their local names, unless a namespace is declared', async () => {
    const text = '<a:list xmlns:a="urn:a" xmlns:b="urn:b"><b:child id="1"><a:name>Osei</a:name></b:child></a:list>';
    expect(await outcomesOf(simple(), text)).toEqual([['1', 'Osei']]);
    const ours = xml({ record: 'list/child', fields: { id: '@id', name: 'name' }, namespace: 'urn:a' });
    expect(await refusalOf(ours, text)).toMatchObject({ code: 'delivery.header_unknown' });
    expect(await outcomesOf(ours, text.replace('b:child', 'a:child').replace('/b:child', '/a:child'))).toEqual([['1', 'Osei']]);
  });

  test('a list without children is a delivery of no records', async () => {
    expect(await outcomesOf(simple(), '<list/>')).toEqual([]);
  });

  test('a record may be the root, and an empty element or one that says it is nil is empty', async () => {
    const one = xml({ record: 'child', fields: { id: 'id', name: 'name' } });
    const text = '<child xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id>1</id><name xsi:nil="true"/></child>';
    expect(await outcomesOf(one, text)).toEqual([['1', null]]);
  });

  test('UTF-16 and Windows-1252, as declared', async () => {
    const text = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${listOf('<child id="1"><name>Zoë</name></child>')}`;
    const declared = (encoding: XmlDecoder['encoding']) => xml({ record: 'list/child', fields: { id: '@id', name: 'name' }, encoding });
    expect(await outcomesOf(declared('utf-16'), Buffer.from(`\ufeff${text('UTF-16')}`, 'utf16le'))).toEqual([['1', 'Zoë']]);
    expect(await outcomesOf(declared('windows-1252'), Buffer.from(text('ISO-8859-1'), 'latin1'))).toEqual([['1', 'Zoë']]);
    expect(await refusalOf(declared('utf-8'), text('ISO-8859-1'))).toMatchObject({ code: 'delivery.encoding' });
  });
});

describe('a record that is set aside costs only itself', () => {
  test.each([
    ['a value twice', '<child id="2"><name>a</name><name>b</name></child>', 'field.twice', 'name'],
    ['elements where a value should be', '<child id="2"><name>Os<b>e</b>i</name></child>', 'field.not_a_value', 'name'],
    ['a value above the cap', `<child id="2"><name>${'x'.repeat(70)}</name></child>`, 'field.too_long', 'name'],
    [
      'a value above the cap, in pieces',
      `<child id="2"><name>${'<![CDATA[xxxxxxxxxx]]>'.repeat(7)}</name></child>`,
      'field.too_long',
      'name',
    ],
  ])('%s', async (_label, record, code, field) => {
    const text = listOf('<child id="1"><name>Osei</name></child>', record, '<child id="3"><name>Novak</name></child>');
    expect(await outcomesOf(simple({ fieldCharacters: 64 }), text)).toEqual([
      ['1', 'Osei'],
      [code, field],
      ['3', 'Novak'],
    ]);
  });
});

describe('a delivery that is refused says why', () => {
  const good = '<child id="1"><name>Osei</name></child>';
  test.each<[string, string, string, RegExp, Partial<DeliveryLimits>?]>([
    ['a document type', `<!DOCTYPE list>${listOf(good)}`, 'delivery.xml_doctype', /document type/],
    [
      'entities that swell',
      `<!DOCTYPE list [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${listOf('<child id="1"><name>&b;</name></child>')}`,
      'delivery.xml_doctype',
      /document type/,
    ],
    [
      'a file on this machine',
      `<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/passwd">]>${listOf('<child><name>&x;</name></child>')}`,
      'delivery.xml_doctype',
      /document type/,
    ],
    ['an entity nobody declared', listOf('<child id="1"><name>&osei;</name></child>'), 'delivery.xml_malformed', /line 1/],
    ['a character that is none', listOf('<child id="1"><name>&#0;</name></child>'), 'delivery.xml_malformed', /line 1/],
    ['half a pair', listOf('<child id="1"><name>&#xD800;</name></child>'), 'delivery.xml_malformed', /line 1/],
    ['elements that cross', listOf('<child id="1"><name>Osei</child></name>'), 'delivery.xml_malformed', /line 1/],
    ['two roots', `${listOf(good)}<list/>`, 'delivery.xml_malformed', /line 1/],
    ['an attribute twice', listOf('<child id="1" id="2"/>'), 'delivery.xml_malformed', /line 1/],
    ['a prefix nobody declared', listOf('<x:child/>'), 'delivery.xml_malformed', /line 1/],
    ['no XML', 'id,name\n1,Osei\n', 'delivery.xml_malformed', /breaks the rules/],
    ['cut short', listOf(good).slice(0, -9), 'delivery.truncated', /cut short/],
    ['cut short in a tag', listOf(good).slice(0, -3), 'delivery.truncated', /cut short/],
    ['nested too deep', '<list>'.repeat(40), 'delivery.xml_caps', /deeper than 16/],
    ['nested a million deep', '<a>'.repeat(1e6), 'delivery.xml_caps', /deeper than 16/],
    [
      'too many attributes',
      listOf(`<child ${Array.from({ length: 70 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      'delivery.xml_caps',
      /64 attributes/,
    ],
    ['an endless text', listOf(`<child id="1"><name>${'x'.repeat(3e6)}`), 'delivery.xml_caps', /longer than 1048576/],
    ['an endless attribute', `<list a="${'x'.repeat(3e6)}`, 'delivery.xml_caps', /longer than 1048576/],
    ['an endless name', `<${'x'.repeat(3e6)}`, 'delivery.xml_caps', /longer than 1048576/],
    ['an endless comment', `<list><!--${'x'.repeat(3e6)}`, 'delivery.xml_caps', /longer than 1048576/],
    ['an endless document type', `<!DOCTYPE ${'x'.repeat(3e6)}`, 'delivery.xml_caps', /longer than 1048576/],
    ['an endless run of entities', `<list><child><name>${'&amp;'.repeat(6e5)}`, 'delivery.xml_caps', /longer than 1048576/],
    ['another root', '<people/>', 'delivery.xml_no_records', /no element 'list'/],
    [
      'an element more',
      listOf('<child id="1"><name>Osei</name><shoe><size>4</size></shoe></child>'),
      'delivery.header_unknown',
      /'element shoe' unknown/,
    ],
    [
      'an element more, further in',
      listOf('<child id="1"><name>Osei</name></child>', '<child><shoe/></child>'),
      'delivery.header_unknown',
      /'element shoe' unknown/,
    ],
    [
      'an attribute more',
      listOf('<child id="1" size="4"><name>Osei</name></child>'),
      'delivery.header_unknown',
      /'attribute size' unknown/,
    ],
    [
      'an attribute more of an element',
      listOf('<child id="1"><name kind="a">Osei</name></child>'),
      'delivery.header_unknown',
      /'attribute kind of name' unknown/,
    ],
    ['records of another name', listOf(good, '<pupil/>'), 'delivery.header_unknown', /'element pupil beside the records' unknown/],
    ['no column of the contract', listOf('<child><a/></child>'), 'delivery.header_absent', /Only 0/],
  ])('%s', async (_label, text, code, words, limits = {}) => {
    const refusal = await refusalOf(simple(limits), text);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(words);
    expect(refusal.message + refusal.remedy).not.toMatch(/Osei|passwd/);
  });

  test.each([
    ['stands after records that it is about', '<list><school><pupil id="1"/><number>7</number></school></list>'],
    ['stands twice around the same records', '<list><school><number>7</number><number>8</number><pupil id="1"/></school></list>'],
  ])('a value that records share and that %s', async (words, text) => {
    const schools = xml({ record: 'list/school/pupil', fields: { id: '@id', school: '/list/school/number' } });
    expect((await refusalOf(schools, text)).message).toBe(`The field 'school' ${words}, on line 1.`);
    const two = '<list><school><number>7</number><pupil id="1"/><pupil id="2"/></school><school><pupil id="3"/></school></list>';
    expect(await outcomesOf(schools, two)).toEqual([
      ['1', '7'],
      ['2', '7'],
      ['3', null],
    ]);
  });
});

test('gives what a second parser gives, however the text is cut into pieces', () => agreesWithTheTree(150));
