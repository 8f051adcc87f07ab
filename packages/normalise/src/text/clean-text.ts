// Zero-width and bidirectional marks, the soft hyphen and the byte-order mark: they show as nothing and break equality.
const INVISIBLE =
  /\u034F|[\u17B4\u17B5]|[\u180B-\u180D]|[\uFE00-\uFE0F]|[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;
const BLANKS = /[\s\u0000-\u001F\u007F-\u009F\u0085\u00A0\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000]+/gu;

/**
 * Text as people see it: composed (NFC), without invisible characters, every run of blanks one space, trimmed.
 * `null` when nothing is left. Well-formed whatever came in, so that it can be stored.
 */
export function cleanText(raw: string | null): string | null {
  if (raw === null || raw === '') return null;
  if (isPlain(raw)) return raw;
  const text = raw.toWellFormed().normalize('NFC').replace(INVISIBLE, '').replace(BLANKS, ' ').trim().normalize('NFC');
  return text === '' ? null : text;
}

/** What a source wrote, changed only where a database could not hold it: NUL and lone surrogates become U+FFFD. */
export function storable(raw: string | null): string | null {
  if (raw === null || raw === '') return null;
  const whole = raw.isWellFormed() ? raw : raw.toWellFormed();
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '\uFFFD') : whole;
}

/** Printable ASCII, trimmed, without double spaces: nothing to do. Most cells are. */
function isPlain(raw: string): boolean {
  let previous = 32;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code < 32 || code > 126 || (code === 32 && previous === 32)) return false;
    previous = code;
  }
  return previous !== 32;
}
