// What windows-1252 shows for the bytes 0x80 to 0x9F, in order; '' where it has no character.
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const SUSPECT = /[\u00C2-\u00C6\u00D0\u00D1\u00E2][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

/** UTF-8 that was once read as windows-1252 (`ZoÃ«`), read again as it was meant (`Zoë`); `null` when the text is not of that kind. */
export function unscramble(text: string): string | null {
  if (!SUSPECT.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const high = HIGH.indexOf(text.charAt(i));
    if (high >= 0) bytes[i] = 0x80 + high;
    else if (code <= 0xff) bytes[i] = code;
    else return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return null;
  }
}

/** A letter was lost on the way: a replacement character, or a question mark inside a word. */
export const lostLetters = (text: string): boolean => text.includes('\uFFFD') || /\p{L}\?\p{L}/u.test(text);
