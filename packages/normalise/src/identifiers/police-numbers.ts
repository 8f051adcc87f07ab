const ALPHABET = 'ZABCDEFGHJKLMNPQRTUVWXY';

/** Police National Computer identifier `YYYY/NNNNNNNL`, or short as `YY/NL`: the letter checks year and serial. *Source*: uk-domain 3.7. */
export function passesPncCheck(text: string): boolean {
  const parts = /^(?:[0-9]{2})?([0-9]{2})\/([0-9]{1,7})([A-HJ-NP-RT-Z])$/.exec(text);
  if (parts === null) return false;
  return ALPHABET.charAt(Number((parts[1] ?? '') + (parts[2] ?? '').padStart(7, '0')) % 23) === parts[3];
}

/** Criminal Records Office number: `NNNNNN/YYL`, or `SFYY/N…L` whose serial is not padded. *Source*: uk-domain 3.7. */
export function passesCroCheck(text: string): boolean {
  const standard = /^([0-9]{1,6})\/([0-9]{2})([A-HJ-NP-RT-Z])$/.exec(text);
  if (standard !== null) return ALPHABET.charAt(Number((standard[2] ?? '') + (standard[1] ?? '').padStart(6, '0')) % 23) === standard[3];
  const sf = /^SF([0-9]{2})\/([0-9]{1,7})([A-HJ-NP-RT-Z])$/.exec(text);
  return sf !== null && ALPHABET.charAt(Number((sf[1] ?? '') + (sf[2] ?? '')) % 23) === sf[3];
}
