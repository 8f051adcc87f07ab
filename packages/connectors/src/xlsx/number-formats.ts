/** How a number of a sheet is shown, as far as it changes what the number is. */
export type NumberForm = 'number' | 'date' | 'time' | 'date and time' | { readonly digits: number };

/** Formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30); the other numbers below 164 are plain. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, ...range(27, 31), 34, 35, 36, ...range(50, 54), 55, 56, 57, 58]);
const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 47]);
const DATE_AND_TIME = 22;

/** What a format is, by its number and, where the workbook gives one, its code. */
export function numberForm(id: number, code: string | undefined): NumberForm {
  if (code !== undefined) return formOfCode(code);
  if (BUILT_IN_DATES.has(id)) return 'date';
  if (BUILT_IN_TIMES.has(id)) return 'time';
  return id === DATE_AND_TIME ? 'date and time' : 'number';
}

/** Reads the first section of a format's code, without what it quotes, escapes, colours or leaves blank. */
function formOfCode(code: string): NumberForm {
  let letters = '';
  for (let at = 0; at < code.length && code[at] !== ';'; at++) {
    const character = code[at] ?? '';
    if (character === '"') at = endOf(code, '"', at + 1);
    else if (character === '[') {
      const end = endOf(code, ']', at + 1);
      // Hours that go beyond a day are a duration: a number.
      if (/^(?:h+|m+|s+)$/i.test(code.slice(at + 1, end))) return 'number';
      at = end;
    } else if (character === '\\' || character === '_' || character === '*') at++;
    else letters += character.toLowerCase();
  }
  if (letters.includes('general')) return 'number';
  if (/^0[0 -]*$/.test(letters) && letters.length > 1) return { digits: letters.replace(/[ -]/g, '').length };
  const hasTime = /[hs]/.test(letters);
  const hasDate = /[yd]/.test(letters) || (letters.includes('m') && !hasTime);
  if (hasDate) return hasTime ? 'date and time' : 'date';
  return hasTime ? 'time' : 'number';
}

function endOf(code: string, closing: string, from: number): number {
  const at = code.indexOf(closing, from);
  return at === -1 ? code.length : at;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
