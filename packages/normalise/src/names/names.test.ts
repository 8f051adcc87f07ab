import { describe, expect, it } from 'vitest';
import { readContactName } from './contact-name.ts';
import { displayCase } from './display-case.ts';
import { readForename } from './forename.ts';
import { splitFullName } from './full-name.ts';
import { readMiddleNames } from './middle-names.ts';
import { readSurname } from './surname.ts';

const forename = (raw: string) => readForename(raw);
const surname = (raw: string) => readSurname(raw);

describe('names are shown as people write them', () => {
  it('capitals and small letters are mended where a system took the choice away', () => {
    const shown: [string, string][] = [
      ["O'NEILL", "O'Neill"],
      ['MCDONAGH', 'McDonagh'],
      ['mcdonagh', 'McDonagh'],
      ['Mcdonagh', 'McDonagh'],
      ['MACLEOD', 'MacLeod'],
      ['MACEY', 'Macey'],
      ['MACHIN', 'Machin'],
      ['SMITH-JONES', 'Smith-Jones'],
      ['VAN DER BERG', 'van der Berg'],
      ['BIN ALI', 'bin Ali'],
      ["D'SOUZA", "D'Souza"],
      ['NG', 'Ng'],
      ['DE', 'De'],
      ['sMITH', 'Smith'],
      ["SA'AD", "Sa'ad"],
      ['ŁUKASIEWICZ', 'Łukasiewicz'],
      ['ÖZTÜRK', 'Öztürk'],
    ];
    for (const [raw, display] of shown) expect(surname(raw).value, raw).toBe(display);
    expect(forename('DEMI-LEIGH').value).toBe('Demi-Leigh');
    expect(forename('AJ').value).toBe('AJ');
    expect(forename('İPEK').value).toBe('İpek');
  });

  it("a writer's own mixed case stays", () => {
    for (const name of ['MacKenzie', 'Mackenzie', 'DeShawn', 'van den Berg', 'Van Den Berg', "D'Arcy", 'LaToya', 'al-Rashid'])
      expect(displayCase(name, 'surname')).toBe(name);
  });

  it('accents stay for display and fold for the key, letters without a decomposition too', () => {
    const pairs: [string, string, string][] = [
      ['Zoë', 'Zoë', 'ZOE'],
      ['Siân', 'Siân', 'SIAN'],
      ['Łukasz', 'Łukasz', 'LUKASZ'],
      ['Søren', 'Søren', 'SOREN'],
      ['Đorđe', 'Đorđe', 'DORDE'],
      ['Weiß', 'Weiß', 'WEISS'],
      ['Þóra', 'Þóra', 'THORA'],
      ['Æthel', 'Æthel', 'AETHEL'],
      ['Işıl', 'Işıl', 'ISIL'],
      ['Ngọc', 'Ngọc', 'NGOC'],
      ['Олена', 'Олена', 'OLENA'],
    ];
    for (const [raw, value, key] of pairs) expect(forename(raw), raw).toMatchObject({ value, key, issues: [] });
    expect(forename('Zoe\u0308').value).toBe('Zoë');
  });

  it('blanks that do not show, zero-width characters and curly apostrophes make no difference', () => {
    const one = surname("O'Connor");
    for (const raw of ['O’Connor', 'O‘Connor', 'O`Connor', "\u00A0O'Connor ", "O\u200B'Con\u00ADnor", "\tO'Connor\u2009", 'OʼConnor'])
      expect(surname(raw), raw).toEqual(one);
    expect(surname('Smith – Jones')).toEqual(surname('Smith-Jones'));
  });

  it('text that was decoded wrongly is read again, or said', () => {
    expect(forename('ZoÃ«')).toMatchObject({ value: 'Zoë', key: 'ZOE', issues: ['mojibake'] });
    expect(surname('Oâ€™Brien')).toMatchObject({ value: "O'Brien", key: 'OBRIEN', issues: ['mojibake'] });
    expect(surname('O?Brien')).toMatchObject({ value: "O'Brien", issues: ['mojibake'] });
    expect(forename('Zo\uFFFD')).toMatchObject({ key: 'ZO', issues: ['mojibake'] });
    expect(forename('Âine')).toMatchObject({ value: 'Âine', issues: [] });
  });

  it('what systems leave in front is taken off', () => {
    expect(surname('MIG_ERROR_Okoro')).toMatchObject({ value: 'Okoro', issues: ['repaired'] });
    expect(surname('NO_SHOW_DUPLICATE_Okoro').value).toBe('Okoro');
  });

  it('digits are read as the letters they look like, and said', () => {
    const read: [string, string][] = [
      ['J0hn', 'John'],
      ['0liver', 'Oliver'],
      ['Pau1', 'Paul'],
      ['W1lliam', 'William'],
      ['Leo2', 'Leo'],
      ['J0HN', 'John'],
      ['Hug0', 'Hugo'],
    ];
    for (const [raw, value] of read) expect(forename(raw), raw).toMatchObject({ value, issues: ['digits_in_name'] });
  });

  it('characters that no name has are kept letter for letter, and said', () => {
    for (const raw of ['<img src=x onerror=alert(1)>', '{{7*7}}', '\\N', 'C:\\temp'])
      expect(surname(raw), raw).toMatchObject({ value: raw, issues: ['implausible'] });
  });
});

describe('a cell of forenames', () => {
  it('gives the first one and keeps the others beside it', () => {
    expect(forename('Mary Jane')).toMatchObject({ value: 'Mary', key: 'MARY', further: 'Jane', otherKeys: ['JANE', 'MARYJANE'] });
    expect(forename('Abdul Rahman Yusuf')).toMatchObject({ value: 'Abdul Rahman', key: 'ABDULRAHMAN', further: 'Yusuf' });
    expect(forename('Lily-Mae')).toMatchObject({ value: 'Lily-Mae', key: 'LILYMAE', further: null, otherKeys: ['LILY'] });
    expect(forename('J.P.')).toMatchObject({ value: 'J', key: 'J', further: 'P', otherKeys: [] });
  });

  it('loses its title, but no name that looks like one', () => {
    expect(forename('Mr Tom').value).toBe('Tom');
    expect(forename('MASTER TOM').value).toBe('Tom');
    expect(forename('Master').value).toBe('Master');
    expect(forename('Missie').value).toBe('Missie');
  });

  it('may say what the person is called', () => {
    expect(forename('Frederick (Freddie)')).toMatchObject({ value: 'Frederick', nickname: 'Freddie' });
    expect(forename('"Dee" Dolores')).toMatchObject({ value: 'Dolores', nickname: 'Dee' });
    expect(forename('(Freddie)')).toMatchObject({ value: 'Freddie', nickname: null });
  });

  it('that nobody filled in truly is a stand-in, by the whole word and with its suffix', () => {
    const standIns = [
      'Baby',
      'BABY BOY',
      'Baby 1',
      'TWIN 1',
      'Twin A',
      'TWIN1',
      'Unborn',
      'UNBORN CHILD',
      'unknown',
      'Not Known',
      'N/A',
      'n.k.',
      'Test',
      'DUPLICATE',
      'DO NOT USE',
      'NOT ENTERED',
      'X',
      '.',
      '--',
      'Null',
      'Baby Carter',
      'Infant 2',
      'TBC',
      'Child 2',
    ];
    for (const raw of standIns) expect(forename(raw), raw).toMatchObject({ value: null, key: null, families: [], issues: ['placeholder'] });
  });

  it('with a name that only begins like one is a name', () => {
    for (const raw of ['Sonny', 'Babyla', 'Testament', 'Newton', 'Childe', 'Twinkle', 'Sonia', 'Ann', 'Unity', 'Boyd', 'Maletta'])
      expect(forename(raw), raw).toMatchObject({ value: raw, issues: [] });
  });

  it('with two people in it is nobody (C027)', () => {
    for (const raw of ['Amara and Kofi', 'Amara & Kofi', 'Amara&Kofi', 'AMARA AND KOFI', 'Mr & Mrs'])
      expect(forename(raw), raw).toMatchObject({ value: null, key: null, issues: ['two_people'] });
    for (const raw of ['Sand', 'Andrew', 'Anders', 'Rolland']) expect(forename(raw).value, raw).toBe(raw);
  });

  it('has one key whatever the case, and the families of its key', () => {
    expect(forename('FREDDIE').key).toBe(forename('freddie').key);
    expect(forename('freddie').families).toEqual(forename('Freddie').families);
    expect(forename('Freddie').families.length).toBeGreaterThan(0);
  });

  it('keeps an initial as the initial that it is', () => {
    expect(forename('F')).toMatchObject({ value: 'F', key: 'F', families: [] });
  });
});

describe('a surname', () => {
  it('stays when it looks like junk: whole words decide, and Null, Test and Baby are names (C025)', () => {
    for (const raw of [
      'Null',
      'NA',
      'None',
      'Test',
      'Baby',
      'Home',
      'True',
      'Laurent',
      'Homer',
      'Testa',
      'Livingstone',
      'Traveller',
      'School',
      'Trust',
      'Child',
    ]) {
      expect(surname(raw), raw).toMatchObject({ issues: [] });
      expect(surname(raw).key, raw).toBe(raw.toUpperCase());
    }
  });

  it('that says that nobody knew is a stand-in', () => {
    for (const raw of ['Unknown', 'NOT KNOWN', 'n/k', 'TBC', '-', 'X', 'DO NOT USE', 'Unknown 1'])
      expect(surname(raw), raw).toMatchObject({ value: null, key: null, tokens: [], issues: ['placeholder'] });
  });

  it('has one key for its spellings with hyphen, space and apostrophe', () => {
    expect(surname('Smith-Jones').key).toBe(surname('Smith Jones').key);
    expect(surname("O'Neill").key).toBe(surname('O Neill').key);
    expect(surname("O'Neill").key).toBe(surname('ONEILL').key);
    expect(surname('Mc Donald')).toMatchObject({ value: 'McDonald', key: 'MCDONALD' });
  });

  it('gives the parts that can stand alone, and no particle among them', () => {
    const tokens: [string, string[]][] = [
      ['Smith-Jones', ['JONES', 'SMITH', 'SMITHJONES']],
      ['Jones Smith', ['JONES', 'JONESSMITH', 'SMITH']],
      ['de Souza', ['DESOUZA', 'SOUZA']],
      ['van der Berg', ['BERG', 'VANDERBERG']],
      ['al-Rashid', ['ALRASHID', 'RASHID']],
      ['bin Ali', ['ALI', 'BINALI']],
      ["O'Neill-Smith", ['ONEILL', 'ONEILLSMITH', 'SMITH']],
      ['O Neill', ['ONEILL']],
      ['MacDonald', ['MACDONALD', 'MCDONALD']],
      ['McDonald', ['MCDONALD']],
      ['Axmed', ['AHMED', 'AXMED']],
      ['Ahmed', ['AHMED']],
      ['Youssef', ['YOUSSEF', 'YOUSUF']],
      ['Kaur Gill', ['GILL', 'KAURGILL']],
      ['Singh', ['SINGH']],
      ['Smith Jr', ['SMITH']],
      ['Garcia Lopez', ['GARCIA', 'GARCIALOPEZ', 'LOPEZ']],
    ];
    for (const [raw, expected] of tokens) expect(surname(raw).tokens, raw).toEqual(expected);
  });

  it('may carry a former one', () => {
    expect(surname('Okoro (Smith)')).toMatchObject({ value: 'Okoro', former: 'Smith', tokens: ['OKORO', 'SMITH'] });
    expect(surname('Okoro née Smith')).toMatchObject({ value: 'Okoro', former: 'Smith' });
    expect(surname('OKORO FORMERLY SMITH')).toMatchObject({ value: 'Okoro', former: 'Smith' });
  });

  it('of a body is no person (D33), while one word alone stays a name', () => {
    for (const raw of ['The Occupier', 'Wessexmoor County Council', 'Exors of Turing', 'Hill Housing Association', 'EXORS'])
      expect(surname(raw), raw).toMatchObject({ value: null, issues: ['organisation'] });
    expect(surname('Service').value).toBe('Service');
  });
});

describe('middle names', () => {
  it('are kept in order, and stand-ins among them dropped', () => {
    expect(readMiddleNames('JAMES ROBERT')).toMatchObject({ value: 'James Robert', keys: ['JAMES', 'ROBERT'] });
    expect(readMiddleNames('J R')).toMatchObject({ value: 'J R', keys: [] });
    expect(readMiddleNames('N/A')).toMatchObject({ value: null, issues: ['placeholder'] });
  });
});

describe('a whole name', () => {
  it('is taken apart by the declared order, particles with the surname (C023)', () => {
    const split: [string, [string | null, string | null, string | null]][] = [
      ['Rosa Hicks-van den Berg', ['Rosa', null, 'Hicks-van den Berg']],
      ['Tom Van de Weghe', ['Tom', null, 'Van de Weghe']],
      ['De La Cruz, Ana', ['Ana', null, 'De La Cruz']],
      ['Ana Maria de la Cruz', ['Ana', 'Maria', 'de la Cruz']],
      ['Van Nguyen', ['Van', null, 'Nguyen']],
      ['Mr Kofi A Osei', ['Kofi', 'A', 'Osei']],
      ['Oliver St John', ['Oliver', null, 'St John']],
      ['Kofi Osei Jr', ['Kofi', null, 'Osei Jr']],
      ['Anna E Smith', ['Anna', 'E', 'Smith']],
      ['Anna O Smith', ['Anna', 'O', 'Smith']],
      ['Anna O Neill', ['Anna', null, 'O Neill']],
      ['Tom Ben Smith', ['Tom', 'Ben', 'Smith']],
      ['Jack Lord', ['Jack', null, 'Lord']],
      ['Miss Mary Masters', ['Mary', null, 'Masters']],
      ['Singh', ['Singh', null, null]],
    ];
    for (const [raw, [first, middle, last]] of split)
      expect(splitFullName(raw, 'forenames surname'), raw).toEqual({ forename: first, middle_names: middle, surname: last });
  });

  it('with the surname first takes titles out wherever they stand', () => {
    const split: [string, [string | null, string | null, string | null]][] = [
      ['TURING, MR Alan Mathison', ['Alan', 'Mathison', 'TURING']],
      ['Hicks-van den Berg, Miss Rosa', ['Rosa', null, 'Hicks-van den Berg']],
      ['Lord, Jack', ['Jack', null, 'Lord']],
      ['Osei, Amara Grace Miss', ['Amara', 'Grace', 'Osei']],
      ['TURING MR ALAN', ['ALAN', null, 'TURING']],
      ['VAN DER BERG TOM', ['TOM', null, 'VAN DER BERG']],
      ['OSEI,', [null, null, 'OSEI']],
      ['OSEI', [null, null, 'OSEI']],
      ['OSEI, Child 1', ['Child 1', null, 'OSEI']],
    ];
    for (const [raw, [first, middle, last]] of split)
      expect(splitFullName(raw, 'surname, forenames'), raw).toEqual({ forename: first, middle_names: middle, surname: last });
  });

  it("that is not one person's stays whole for its field to say so", () => {
    expect(splitFullName('Exors of TURING', 'surname, forenames')).toEqual({
      forename: null,
      middle_names: null,
      surname: 'Exors of TURING',
    });
    expect(splitFullName('Mr & Mrs Osei', 'forenames surname')).toEqual({ forename: 'Mr & Mrs Osei', middle_names: null, surname: null });
  });
});

describe('the name of a contact', () => {
  it('names somebody to call; two people in it, or a surname alone, are nothing to go by (C027)', () => {
    expect(readContactName('Mr & Mrs Osei')).toEqual({ value: 'Mr & Mrs Osei', key: null, issues: ['two_people'] });
    expect(readContactName('Amara and Kofi Osei')).toMatchObject({ key: null, issues: ['two_people'] });
    expect(readContactName('Kim Sand')).toEqual({ value: 'Kim Sand', key: 'KIMSAND', issues: [] });
    expect(readContactName('Mrs Osei')).toMatchObject({ value: 'Mrs Osei', key: null });
    expect(readContactName('OSEI, Amara')).toMatchObject({ value: 'Amara Osei', key: 'AMARAOSEI' });
    expect(readContactName('Ms Amara J Osei').key).toBe(readContactName('amara osei').key);
    expect(readContactName('Not known')).toMatchObject({ value: null, key: null, issues: ['placeholder'] });
    expect(readContactName('Wessexmoor County Council')).toMatchObject({ key: null, issues: ['organisation'] });
  });
});
