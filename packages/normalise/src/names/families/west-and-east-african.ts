/** Yoruba, Igbo, Akan, Mande, Wolof and Horn of Africa forenames with the short forms in use. *Shape*: see `variant-families.ts`. */
export const WEST_AND_EAST_AFRICAN = `
Abisola: Bisi | Sola | Abi
Adebayo: Bayo | Ade
Adebola: Bola | Ade
Adedayo: Dayo | Ade
Adeola: Ade
Adesola: Sola | Ade
Adetola: Tola | Ade
Adewale: Wale | Ade
Adeyemi: Yemi | Ade
Akintunde: Tunde | Akin
Ayodele: Ayo | Dele
Ayomide: Ayo | Mide
Ayooluwa Ayoluwa: Ayo
Babatunde: Tunde | Baba
Bukola: Bukky
Damilare: Dami
Damilola: Dami | Lola
Folasade: Sade | Fola
Funmilayo: Funmi
Ifeoluwa: Ife
Inioluwa: Ini
Iyanuoluwa: Iyanu
Jesutofunmi: Tofunmi
Kehinde: Kenny
Kolawole: Kola
Morenike: Nike
Moyosoreoluwa Moyosore: Moyo
Olabisi: Bisi | Ola
Oladele: Dele | Ola
Olamide: Ola | Mide
Olufemi Oluwafemi: Femi | Olu
Olufunmilayo Oluwafunmilayo: Funmi | Funmilayo
Olukemi Oluwakemi: Kemi
Oluseun Oluwaseun: Seun | Ola | Olu
Oluseyi Oluwaseyi: Seyi | Ola | Olu
Oluwabukola: Bukola | Bukky
Oluwadamilare: Damilare | Dami
Oluwadamilola: Damilola | Dami | Lola
Oluwadarasimi: Darasimi | Dara
Oluwaferanmi: Feranmi
Oluwanifemi: Nifemi
Oluwapelumi: Pelumi
Oluwasegun Olusegun: Segun
Oluwatobi Oluwatobiloba: Tobi | Tobiloba
Oluwatomisin: Tomisin | Tomi
Oluwatosin: Tosin
Oluwatoyin: Toyin
Omolara: Lara
Omotola: Tola | Omo
Opeyemi: Ope | Yemi
Taiwo Taiye: Tai
Temiloluwa: Temi
Temitope: Temi | Tope
Titilayo: Titi
Tobiloba: Tobi
Tolulope: Tolu | Lope
Toluwani Toluwanimi: Tolu
Yetunde: Yetty

Amarachi: Amara
Chiamaka: Amaka | Chi
Chibuike Chibuikem: Ike
Chidera: Dera | Chi
Chidinma Chidimma: Dinma | Chi
Chinedu: Nedu
Chinonso: Nonso
Chioma: Chi
Chukwudi: Chudi | Chuks
Chukwuemeka: Emeka | Chuks
Ifeanyi: Ify
Ikechukwu: Ike
Ikenna: Ike
Kenechukwu: Kene
Munachimso: Muna
Obinna: Obi
Onyekachi: Kachi | Onyeka
Somtochukwu: Somto
Uchechukwu: Uche
Ugochukwu: Ugo

Abena Abenaa
Adwoa Adjoa
Afua Efua
Akua Ekua
Kofi Koffi
Kwabena Kobina Kwabina
Kwaku Kweku
Kwame Kwami
Kwasi Kwesi Akwasi
Yaw Yao

Aissatou Aisatu Aissata: Aissa
Alhaji Alhagie
Aminata: Ami
Binta Bintou Bintu
Fatoumata Fatoumatta Fatimata: Fatou Fatu
Isatou Isatu
Kadiatou Kadijatou Kadiatu: Kadi
Lamin Lamine
Mamadou Mamadu
Momodou Momodu Modou

Bereket Bereketab
Dawit Dawiit
Filmon Philmon
Natnael Nathnael
Selam Salam
Yohannes Yohanes
`;
