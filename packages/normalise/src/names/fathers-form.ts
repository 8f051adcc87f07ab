/** Endings of a woman's or girl's surname, and of her father's and brothers': Polish and other Slavic, Lithuanian, Greek. */
const ENDINGS: readonly (readonly [hers: RegExp, his: string])[] = [
  [/(?<=.{4}[SCZ]K)A$/, 'I'],
  [/(?<=.{2}SK)A[YI]A$/, 'Y'],
  [/(?<=.{3}[OE]V)A$/, ''],
  [/(?<=.{3}[^W])AITE$/, 'AS'],
  [/(?<=.{4})YTE$/, 'IS'],
  [/(?<=.{3})IENE$/, 'AS'],
  [/(?<=OPOUL)OU$/, 'OS'],
];

/**
 * The form of a folded surname that the men of the family bear (`Kowalska` KOWALSKI, `Ivanova` IVANOV, `Kazlauskaite` KAZLAUSKAS):
 * registers give a girl now the one and now the other. `null` where the ending is none of these.
 */
export function fathersForm(surnameKey: string): string | null {
  for (const [hers, his] of ENDINGS) if (hers.test(surnameKey)) return surnameKey.replace(hers, his);
  return null;
}
