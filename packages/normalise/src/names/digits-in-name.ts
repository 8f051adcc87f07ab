const VOWEL = /[aeiouyà-ÿ]/i;

/**
 * A name with its digits read as the letters they look like (`J0hn` → `John`, `Pau1` → `Paul`, `W1lliam` → `William`).
 * Other digits, and a number after a whole name (`Smith2`), are dropped. `null` when it holds none.
 */
export function readDigits(text: string): string | null {
  if (!/\p{N}/u.test(text)) return null;
  return text
    .split(' ')
    .map(readWord)
    .filter((word) => word !== '')
    .join(' ');
}

function readWord(word: string): string {
  if (!/\p{L}/u.test(word)) return '';
  const shouted = word === word.toUpperCase();
  let read = '';
  for (let i = 0; i < word.length; i++) {
    const character = word.charAt(i);
    if (!/\p{N}/u.test(character)) read += character;
    else read += shouted ? letterFor(character, word, i).toUpperCase() : letterFor(character, word, i);
  }
  return read;
}

function letterFor(digit: string, word: string, at: number): string {
  const before = word.charAt(at - 1);
  const after = word.charAt(at + 1);
  const atEnd = after === '' || /\p{N}/u.test(after);
  if (digit === '0') return 'o';
  if (digit === '1') {
    if (atEnd) return VOWEL.test(before) || before.toLowerCase() === 'l' ? 'l' : '';
    return VOWEL.test(before) || VOWEL.test(after) ? 'l' : 'i';
  }
  if (atEnd) return '';
  if (digit === '3') return 'e';
  return digit === '5' ? 's' : '';
}
