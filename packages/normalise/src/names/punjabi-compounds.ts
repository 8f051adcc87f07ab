/** What Sikh forenames end in, each in the spellings that registers give it; before it stands a word of its own (Jas-karan, Gur-preet). */
const ENDINGS: readonly (readonly [written: RegExp, one: string])[] = [
  [/PR(?:EE|I)TH?$/, 'PRIT'],
  [/D(?:EE|I)P$/, 'DIP'],
  [/J(?:EE|I)TH?$/, 'JIT'],
  [/M(?:EE|I)T$/, 'MIT'],
  [/V(?:EE|I)R$/, 'VIR'],
  [/B(?:EE|I)R$/, 'BIR'],
  [/L(?:EE|I)N$/, 'LIN'],
  [/KARA?N$/, 'KARN'],
  [/[IE]ND[AEI]R$/, 'INDAR'],
  [/[VW]ANT$/, 'WANT'],
  [/P(?:AU?|AA)L$/, 'PAL'],
  [/J(?:O|YO)TH?$/, 'JOT'],
];
/** What they begin with: behind other words these endings say nothing. */
const FRONTS = new Set(
  `AJ AMAN AMAR AMRIT ANMOL ARSH BAL CHARAN DAL DAMAN DHAN DIL EK GAGAN GUR HAR IK ISH JAG JAP JAS JOBAN KAMAL KARAM KHUSH
  KIRAN KUL LAKH LOV MAN MEHAK NAV NIRMAL PARAM PAV PAVAN PRABH RAJ RAN ROOP RUP SAT SIM SIMAR SIMRAN SUKH SUR TAJ TARAN TEJ`.split(/\s+/),
);

/** The one form of a Punjabi compound name (`Jaskaran` and `Jaskarn` JASKARN, `Gurpreet` and `Gurprit` GURPRIT); `null` for other names. */
export function punjabiForm(key: string): string | null {
  for (const [written, one] of ENDINGS) {
    const front = key.replace(written, '');
    if (front !== key && FRONTS.has(front)) return front + one;
  }
  return null;
}
