import { DATE_FORMATS, type DateFormat } from '@golden-thread/shapes/declare/combinators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitPrecision, readBirthDate } from './birth-date.ts';
import { addDays, addYears, isRealDay } from './calendar.ts';
import { horizonOf, readEventDate, readInstant } from './event-date.ts';
import { readFixedWidth } from './fixed-width.ts';
import { zonedTime } from './time-zone.ts';
import { readByPattern } from './written-date.ts';

const TONIGHT = '2026-11-25';
const born = (raw: string, ...formats: DateFormat[]) => readBirthDate(raw, formats, TONIGHT);
const UK: DateFormat[] = ['dd/mm/yyyy', 'dd/mm/yy'];

describe('a date of birth', () => {
  it('is the day as it is written, in each declared form', () => {
    const forms: [string, DateFormat][] = [
      ['2012-03-24', 'yyyy-mm-dd'],
      ['24/03/2012', 'dd/mm/yyyy'],
      ['24.3.2012', 'dd/mm/yyyy'],
      ['20120324', 'yyyymmdd'],
      ['2012-03-24 00:00:00', 'yyyy-mm-dd hh:mm:ss'],
      ['24/03/2012 00:00', 'dd/mm/yyyy hh:mm'],
      ['2012-03-24T00:00:00Z', 'iso-timestamp'],
      ['24-Mar-2012', 'dd-mon-yyyy'],
    ];
    for (const [raw, format] of forms) {
      expect(born(raw, format), format).toEqual({
        value: '2012-03-24',
        precision: 'day',
        matchDate: '2012-03-24',
        matchMonth: '2012-03',
        matchYear: '2012',
        issues: [],
      });
    }
  });

  it('written with a time zone stays the day that is written, in the summer time of the winters of 1968 to 1971 too (C015)', () => {
    expect(born('1969-11-24T00:00:00+01:00', 'iso-timestamp').value).toBe('1969-11-24');
    expect(born('2012-07-02T00:00:00+01:00', 'iso-timestamp').value).toBe('2012-07-02');
  });

  it('in no declared form is said, never guessed', () => {
    for (const raw of ['44197', '01-Feb', '2012/03/24', '24th March', '9.4E9'])
      expect(born(raw, 'dd/mm/yyyy')).toMatchObject({ value: null, issues: ['unparsable'] });
    expect(born('N/A', 'dd/mm/yyyy')).toMatchObject({ value: null, issues: ['placeholder'] });
    expect(born('24/03/12', 'dd/mm/yyyy')).toMatchObject({ value: null, issues: ['unparsable'] });
  });

  it('that the calendar does not have never rolls over (C021)', () => {
    for (const raw of ['31/04/2013', '29/02/2015', '32/01/2014'])
      expect(born(raw, ...UK), raw).toMatchObject({ value: null, matchYear: null, issues: ['implausible'] });
    expect(born('31/03/2013', ...UK).value).toBe('2013-03-31');
    expect(born('29/02/2016', ...UK).value).toBe('2016-02-29');
  });

  it('with a year that nobody living was born in is implausible, and not mended (C019)', () => {
    for (const raw of ['02/03/0015', '02/03/1015', '02/03/1889'])
      expect(born(raw, ...UK), raw).toMatchObject({ value: null, issues: expect.arrayContaining(['implausible']) });
  });

  it('with two digits for the year is the latest year that has come, and says so (C017)', () => {
    expect(born('17/05/57', ...UK)).toMatchObject({ value: '1957-05-17', issues: ['two_digit_year'] });
    expect(born('21/09/15', ...UK)).toMatchObject({ value: '2015-09-21', issues: ['two_digit_year'] });
    expect(born('17/12/26', ...UK)).toMatchObject({ value: null, matchYear: null, issues: ['two_digit_year', 'future'] });
    expect(born('25/11/26', ...UK)).toMatchObject({ value: '2026-11-25' });
    expect(born('26/11/27', ...UK)).toMatchObject({ value: '1927-11-26' });
  });

  it('that systems write for nobody is a stand-in', () => {
    for (const raw of ['1900-01-01', '1899-12-30', '1899-12-31', '1901-01-01', '1970-01-01', '9999-12-31', '1753-01-01', '0001-01-01']) {
      expect(born(raw, 'yyyy-mm-dd'), raw).toMatchObject({ value: null, precision: null, matchYear: null, issues: ['placeholder'] });
    }
    expect(born('0000-00-00', 'yyyy-mm-dd')).toMatchObject({ value: null, issues: ['placeholder'] });
  });

  it('of 1 January is believed for its year only', () => {
    expect(born('2008-01-01', 'yyyy-mm-dd')).toEqual({
      value: '2008-01-01',
      precision: 'year',
      matchDate: null,
      matchMonth: null,
      matchYear: '2008',
      issues: ['assumed_day'],
    });
  });

  it('of a 15th keeps its day, for one child in thirty is born on one, and says that it may be assumed', () => {
    expect(born('2012-06-15', 'yyyy-mm-dd')).toMatchObject({
      value: '2012-06-15',
      precision: 'day',
      matchDate: '2012-06-15',
      issues: ['assumed_day'],
    });
  });

  it('with a zero for the day or the month is known to the month or the year', () => {
    expect(born('2012-06-00', 'yyyy-mm-dd')).toMatchObject({
      value: '2012-06-01',
      precision: 'month',
      matchDate: null,
      matchMonth: '2012-06',
      matchYear: '2012',
    });
    expect(born('2012-00-00', 'yyyy-mm-dd')).toMatchObject({ value: '2012-01-01', precision: 'year', matchMonth: null, matchYear: '2012' });
  });

  it('whose figures can be swapped says so; where only one order makes a date, that is taken', () => {
    expect(born('04/07/2012', ...UK)).toMatchObject({ value: '2012-07-04', issues: ['day_month_order'] });
    expect(born('07/07/2012', ...UK)).toMatchObject({ value: '2012-07-07', issues: [] });
    expect(born('03/25/2012', ...UK)).toMatchObject({ value: '2012-03-25', issues: ['day_month_order'] });
    expect(born('2012-07-04', 'yyyy-mm-dd')).toMatchObject({ issues: [] });
  });

  it('of somebody expected is shown with its month and takes no part in matching', () => {
    expect(born('2027-02-03', 'yyyy-mm-dd')).toEqual({
      value: '2027-02-03',
      precision: 'month',
      matchDate: null,
      matchMonth: null,
      matchYear: null,
      issues: ['future'],
    });
    expect(born('2031-02-03', 'yyyy-mm-dd')).toMatchObject({ value: null, issues: ['future'] });
  });

  it('is known to no more than its source says', () => {
    expect(limitPrecision(born('2012-06-24', 'yyyy-mm-dd'), 'month')).toMatchObject({
      precision: 'month',
      matchDate: null,
      matchMonth: '2012-06',
      issues: ['assumed_day'],
    });
    expect(limitPrecision(born('2012-01-01', 'yyyy-mm-dd'), 'month')).toMatchObject({ precision: 'year', matchMonth: null });
    expect(limitPrecision(born('2012-06-24', 'yyyy-mm-dd'), 'day')).toMatchObject({ precision: 'day', issues: [] });
  });
});

describe('a moment', () => {
  const london = zonedTime('Europe/London');
  const at = (raw: string, ...formats: DateFormat[]) => readInstant(raw, formats, horizonOf(TONIGHT), london);

  it('is told in UTC by the zone that the source declares', () => {
    expect(at('2026-07-01 09:30:00', 'yyyy-mm-dd hh:mm:ss').value).toBe('2026-07-01T08:30:00.000Z');
    expect(at('2026-01-10 09:30:00', 'yyyy-mm-dd hh:mm:ss').value).toBe('2026-01-10T09:30:00.000Z');
    expect(at('13/06/2026 00:15', 'dd/mm/yyyy hh:mm').value).toBe('2026-06-12T23:15:00.000Z');
    expect(at('13/06/2026', 'dd/mm/yyyy').value).toBe('2026-06-12T23:00:00.000Z');
  });

  it('with its own offset needs no zone', () => {
    expect(at('2026-07-01T09:30:00+02:00', 'iso-timestamp').value).toBe('2026-07-01T07:30:00.000Z');
    expect(at('2026-07-01T09:30:00.25Z', 'iso-timestamp').value).toBe('2026-07-01T09:30:00.250Z');
  });

  it('in the hour that happens twice is the earlier, and says so', () => {
    expect(at('2026-10-25 01:30:00', 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: '2026-10-25T00:30:00.000Z', issues: ['ambiguous_hour'] });
    expect(at('2026-10-25 00:59:59', 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: '2026-10-24T23:59:59.000Z', issues: [] });
    expect(at('2026-10-25 02:00:00', 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: '2026-10-25T02:00:00.000Z', issues: [] });
  });

  it('in the hour that the clocks jump over moves on by the jump, and says so', () => {
    expect(at('2026-03-29 01:30:00', 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: '2026-03-29T01:30:00.000Z', issues: ['skipped_hour'] });
    expect(at('2026-03-29 02:00:00', 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: '2026-03-29T01:00:00.000Z', issues: [] });
  });

  it('agrees with a walk through every hour of a year in two zones', () => {
    for (const zone of ['Europe/London', 'Australia/Lord_Howe']) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const zoned = zonedTime(zone);
      const first = new Map<string, number>();
      for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 1_800_000) {
        const wall = format.format(ms);
        if (!first.has(wall)) first.set(wall, ms);
      }
      for (const [wall, ms] of first) expect(zoned(Date.parse(`${wall.replace(' ', 'T')}Z`)).ms).toBe(ms);
    }
  });

  it('with an hour that no clock shows is implausible', () => {
    for (const raw of ['2026-07-01 24:30:00', '2026-07-01 09:61:00'])
      expect(at(raw, 'yyyy-mm-dd hh:mm:ss')).toEqual({ value: null, issues: ['implausible'] });
  });
});

describe('the day of a case or an event', () => {
  const on = (raw: string) => readEventDate(raw, ['dd/mm/yyyy', 'dd/mm/yy'], horizonOf(TONIGHT));

  it('may be any real day up to a year ahead; later ones and stand-ins are left out', () => {
    expect(on('01/01/2026')).toEqual({ value: '2026-01-01', issues: [] });
    expect(on('01/09/25')).toEqual({ value: '2025-09-01', issues: ['two_digit_year'] });
    expect(on('01/03/2027')).toEqual({ value: '2027-03-01', issues: ['future'] });
    expect(on('31/12/9999')).toEqual({ value: null, issues: ['placeholder'] });
    expect(on('01/01/2099')).toEqual({ value: null, issues: ['implausible'] });
    expect(on('31/02/2026')).toEqual({ value: null, issues: ['implausible'] });
  });
});

describe('dates written at full width', () => {
  it('are read as with care, whatever stands in the cell', () => {
    const digit = fc.constantFrom(...'0123456789'.split(''));
    const shaped = fc
      .constantFrom(
        '9999-99-99',
        '9999-99-99 99:99:99',
        '9999-99-99T99:99:99Z',
        '99/99/9999',
        '99999999',
        '9999-99-99T99:99:99',
        '99.99.9999',
        '99/99-9999',
      )
      .chain((shape) =>
        fc
          .tuple(
            ...[...shape].map((place) =>
              place === '9'
                ? fc.oneof({ weight: 60, arbitrary: digit }, { weight: 1, arbitrary: fc.constantFrom('x', ' ', ':', '/') })
                : fc.constant(place),
            ),
          )
          .map((parts) => parts.join('')),
      );
    fc.assert(
      fc.property(shaped, fc.constantFrom(...DATE_FORMATS), (text, format) => {
        const fast = readFixedWidth(text, format);
        if (fast !== null) expect(fast).toEqual(readByPattern(text, format));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the calendar', () => {
  it('knows every day from 1900 to 2100 as a day counter does', () => {
    let counted = 0;
    for (let year = 1900; year <= 2100; year++)
      for (let month = 1; month <= 13; month++) for (let day = 0; day <= 32; day++) if (isRealDay(year, month, day)) counted++;
    expect(counted).toBe((Date.UTC(2101, 0, 1) - Date.UTC(1900, 0, 1)) / 86_400_000);
  });

  it('adds years and days', () => {
    expect(addYears('2016-02-29', 1)).toBe('2017-03-01');
    expect(addYears('2016-02-29', 4)).toBe('2020-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});
