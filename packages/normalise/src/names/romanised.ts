/**
 * Names from Arabic come in the spelling of whoever wrote them down: English (Rasheed), French (Rachid, Oualid), Somali
 * (Cabdi, Xasan, Faadumo), Turkish, Urdu. A Somali pupil may have one on the school report and another in the passport
 * (Mansuur, *Somali names and individual identity*, 2017). Lists hold the usual spellings; sounds find the others.
 */
const SAME_SOUND: readonly (readonly [RegExp, string])[] = [
  [/[^A-Z]/g, ''],
  [/([AU])\1+/g, '$1'],
  // Somali writes the two h of Arabic as h and x, and as c its ʿayn, which others leave out.
  [/X/g, 'H'],
  [/CK/g, 'K'],
  [/C(?!H)/g, ''],
  [/CH/g, 'SH'],
  [/DJ/g, 'J'],
  [/PH/g, 'F'],
  [/([KGT])H/g, '$1'],
  [/Q/g, 'K'],
  [/OU(?=[AIE])/g, 'W'],
  [/[AE][IY]/g, '1'],
  [/EE|IE|Y/g, 'I'],
  [/O/g, 'U'],
  [/^E/, 'I'],
  [/(?<=A)H$/, ''],
];
/** Shorter ones say too little, and with an `e`, which may be either of two, less (Jenna is no Jannah). */
const LEAST = 4;
const LEAST_WITH_E = 5;
/** Longer ones are no name. */
const MOST = 40;

/**
 * How a folded name may sound, in letters for this alone; none for a short one. An `e` is an a as often as an i, and a Somali
 * girl's name ends in -o where the Arabic has -a. `Abdul`, `Abdel`, Somali `Abdi` and the l that the next letter swallows
 * (Abdurrahman) are one.
 */
export function soundsOf(key: string): readonly string[] {
  if (key.length > MOST) return [];
  const sound = SAME_SOUND.reduce((text, [written, same]) => text.replace(written, same), key);
  const sounds = [sound.replaceAll('E', 'A'), sound.replaceAll('E', 'I')].flatMap((one) =>
    key.endsWith('O') ? [one, `${one.slice(0, -1)}A`] : [one],
  );
  return [...new Set(sounds.map((one) => one.replace(/(.)\1+/g, '$1').replace(/^ABD[AIU]L?(?=.{2})/, 'ABD')))].filter(
    (one) => one.length >= (sound.includes('E') ? LEAST_WITH_E : LEAST),
  );
}
