// Letters that Unicode does not decompose. Two letters where the usual spelling without the letter has two.
const LETTERS: Readonly<Record<string, string>> = {
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Ɖ: 'D',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  Ɲ: 'N',
  Æ: 'AE',
  Œ: 'OE',
  Þ: 'TH',
  ẞ: 'SS',
  ß: 'SS',
  ı: 'I',
  Ɨ: 'I',
  Ə: 'A',
  Ɛ: 'E',
  Ɔ: 'O',
  Ɓ: 'B',
  Ɗ: 'D',
  Ƙ: 'K',
  Ƴ: 'Y',
  Ƒ: 'F',
  Ɣ: 'G',
  Ŀ: 'L',
  ŉ: 'N',
  ĸ: 'K',
  Ȝ: 'Y',
  // Ukrainian, Bulgarian and Russian as passports spell them, near enough to compare; then Greek.
  А: 'A',
  Б: 'B',
  В: 'V',
  Г: 'H',
  Ґ: 'G',
  Д: 'D',
  Е: 'E',
  Є: 'IE',
  Ж: 'ZH',
  З: 'Z',
  И: 'Y',
  І: 'I',
  К: 'K',
  Л: 'L',
  М: 'M',
  Н: 'N',
  О: 'O',
  П: 'P',
  Р: 'R',
  С: 'S',
  Т: 'T',
  У: 'U',
  Ф: 'F',
  Х: 'KH',
  Ц: 'TS',
  Ч: 'CH',
  Ш: 'SH',
  Щ: 'SHCH',
  Ь: '',
  Ъ: '',
  Ы: 'Y',
  Э: 'E',
  Ю: 'IU',
  Я: 'IA',
  Α: 'A',
  Β: 'V',
  Γ: 'G',
  Δ: 'D',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'I',
  Θ: 'TH',
  Ι: 'I',
  Κ: 'K',
  Λ: 'L',
  Μ: 'M',
  Ν: 'N',
  Ξ: 'X',
  Ο: 'O',
  Π: 'P',
  Ρ: 'R',
  Σ: 'S',
  Τ: 'T',
  Υ: 'Y',
  Φ: 'F',
  Χ: 'CH',
  Ψ: 'PS',
  Ω: 'O',
};

/** The key of a text: letters A–Z and digits alone, upper case, accents folded. Empty when nothing Latin is left. */
export function fold(text: string): string {
  const upper = text.toUpperCase();
  let key = '';
  let from = 0;
  for (let i = 0; i < upper.length; i++) {
    const code = upper.charCodeAt(i);
    if ((code >= 65 && code <= 90) || (code >= 48 && code <= 57)) continue;
    if (code > 127) return foldAccents(upper);
    if (i > from) key += upper.slice(from, i);
    from = i + 1;
  }
  return from === 0 ? upper : key + upper.slice(from);
}

function foldAccents(upper: string): string {
  let key = '';
  for (const character of upper.normalize('NFKD').toUpperCase()) {
    const code = character.charCodeAt(0);
    if ((code >= 65 && code <= 90) || (code >= 48 && code <= 57)) key += character;
    else if (code > 127) key += LETTERS[character] ?? '';
  }
  return key;
}
