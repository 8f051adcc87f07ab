const DAY_SECONDS = 86_400;
/** 9999-12-31 in the 1900 system. */
const LAST_SERIAL = 2_958_465;
/** Days from 1900-01-01 to 1904-01-01 as the 1900 system counts them, with its 29 February 1900. */
const TO_1904 = 1462;
const EPOCH_DAYS = Date.UTC(1899, 11, 30) / 1000 / DAY_SECONDS;

/**
 * A serial number as the date that its sheet shows: `yyyy-mm-dd`, `hh:mm:ss`, or both with a blank between.
 * The 1900 system has a 29 February 1900 (60) and a day before its first (0, shown as 00/01/1900): both are written as they are
 * shown, and so are no days of the calendar. Null where the sheet shows no date: below 0 and after the year 9999.
 */
export function serialDate(serial: number, form: 'date' | 'time' | 'date and time', system1904: boolean): string | null {
  if (!(serial >= 0)) return null;
  const seconds = Math.round(serial * DAY_SECONDS);
  let day = form === 'date' ? Math.floor(serial) : Math.floor(seconds / DAY_SECONDS);
  const time = timeOf(seconds % DAY_SECONDS);
  if (form === 'time' && day === 0) return time;
  if (system1904) day += TO_1904;
  if (day > LAST_SERIAL) return null;
  return form === 'date' ? dayOf(day) : `${dayOf(day)} ${time}`;
}

function dayOf(serial: number): string {
  if (serial === 0) return '1900-01-00';
  if (serial === 60) return '1900-02-29';
  const days = EPOCH_DAYS + (serial < 60 ? serial + 1 : serial);
  return new Date(days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

function timeOf(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
