/** Words that stand beside names: closed lists, upper case. */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Forms of address, never a forename when more follows. */
export const TITLES = words(
  'MR MRS MISS MS MX DR MASTER MSTR REV REVD REVEREND SIR DAME LADY LORD PROF PROFESSOR FR SR MME MONSIEUR MADAME',
);

/** What may follow a surname without being part of it. */
export const GENERATIONS = words('JR JNR JUNIOR SNR SENIOR II III IV');

/** Small words that belong to the surname after them, and do not stand alone. */
export const PARTICLES = words(`
  DE DEL DELLA DELLE DI DA DO DAS DOS DU DES LA LE LAS LOS VAN VON DER DEN DEM TEN TER TE ZU ZUM AF AV
  BIN BINT BINTE IBN ABU UMM AL EL UL UD AP AB FERCH VERCH MC MAC ST SAINT SAN SANTA NI NIC UI`);

/** Surnames that `O` goes before; before another word it is an initial. */
export const O_SURNAMES = words(`
  BOYLE BRIEN CALLAGHAN CARROLL CONNELL CONNOR CONNORS DEA DOHERTY DONNELL DONOGHUE DONOVAN DRISCOLL DWYER FARRELL FLAHERTY FLYNN GORMAN GRADY HAGAN
  HALLORAN HANLON HARA HARE KANE KEEFE KEEFFE LEARY LOUGHLIN MAHONEY MAHONY MALLEY MEARA NEAL NEIL NEILL REGAN REILLY RIORDAN ROURKE SHAUGHNESSY
  SHEA SULLIVAN TOOLE`);

/** Particles that are written small when a whole name came in capitals. */
export const SMALL_PARTICLES = words('DE DEL DELLA DA DO DAS DOS DU LA VAN VON DER DEN TEN TER BIN BINT BINTE IBN AP AB FERCH Y');

/** Forenames that are half a name without the next word. */
export const BINDING_FORENAMES = words('ABD ABDUL ABDAL ABDEL ABDOUL ABU ABOU UMM AL EL ST SAINT LA LE DE NUR-UL ZIA-UL');

/** Names of faith that many unrelated families share: part of a longer surname, they do not stand for it. */
export const FAITH_NAMES = words('SINGH KAUR BEGUM BIBI KHATUN KHATOON BANO');

/** Surnames whose `Mac` is written with a second capital. */
export const MAC_SURNAMES = words(`
  MACALISTER MACALLISTER MACARTHUR MACASKILL MACAULAY MACBETH MACBRIDE MACCALLUM MACCOLL MACCORMACK MACDONALD MACDONNELL MACDOUGALL MACDUFF
  MACFARLANE MACGREGOR MACINNES MACINTOSH MACINTYRE MACIVER MACKAY MACKENZIE MACKINNON MACKINTOSH MACLACHLAN MACLAREN MACLEAN MACLEAY MACLELLAN
  MACLENNAN MACLEOD MACMAHON MACMANUS MACMASTER MACMILLAN MACNAB MACNAMARA MACNEIL MACNEILL MACPHAIL MACPHEE MACPHERSON MACQUARRIE MACQUEEN MACRAE
  MACSWEEN MACTAGGART MACTAVISH MACVICAR MACWILLIAM`);

/** Two capitals that are a forename by themselves. */
export const INITIAL_FORENAMES = words('AJ BJ CJ DJ EJ JD JJ JP JT KC KJ LJ MJ PJ RJ TJ TK');
