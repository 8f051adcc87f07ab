/** Turkish and Kurdish forenames. *Shape*: see `variant-families.ts`. */
export const TURKISH_AND_KURDISH = `
Aleyna Aleina
Ayse Ayşe Ayshe
Aysegul Ayşegül: Ayse
Azad Azat
Cem Jem
Ceren Jeren
Elif Eliff
Hatice Khatija Hatije
Mehmet Mehmed: Memo
Ramazan Ramadan
Seyma Şeyma Sheyma
Sukran Şükran Shukran
Zehra Zahra
`;
