/** Girls' names of Muslim families from many countries, in the spellings that registers give one name, Somali ones among them. *Shape*: see `variant-families.ts`. */
export const ARABIC_GIRLS = `
Aisha Ayesha Aysha Aishah Aicha Caasha Aiesha Ayisha Aesha Aaisha Aaishah: Asha
Amina Aminah Aaminah Ameena Amiina Amena
Amira Ameera Amirah Emira
Aneesa Anisa Aneesah Anisah
Asma Asmaa Esma Asmah
Bushra Boushra
Fardowsa Firdaus Firdaws Fardosa Ferdous
Farah Farrah Faarah
Farida Fareeda
Fatima Fatimah Fatema Fathima Fatma Faatimah Faduma Fadumo Fatuma Faatima: Fati
Habiba Habeeba Habibah
Hafsa Hafsah Xafsa Hafza
Hajra Hajar Hajrah
Halima Haleema Halimah Halimo Xaliimo
Hanan Hanaan
Hawa Hawwa Hauwa Hawo Xaawo
Hiba Hibah Heba
Hibaq Hibaaq
Huda Hoda Houda Hudaa
Humaira Humayra Humera Humeira
Idil Edil
Ifra Ifrah
Ikram Ikraam Ikran Ikraan
Ilham Elham Ilhaam
Ilhan Ilhaan
Iman Eman Imaan Imane
Inaya Inayah Enaya
Iqra Ikra Iqrah
Jamila Jameela Djamila Jamiila
Jannah Janna
Khadija Khadijah Kadija Khadeeja Khadeejah Hadija Kadidja Khadiija: Dija
Kulsum Kulthum Kalsoom Kulsoom Kaltun Kaltum
Laila Layla Leila Leyla Lailah Laylah
Lubna Loubna
Madina Madinah Medina
Malaika Malayka
Maryam Mariam Marian Mariyam Maryum Meryem Maryan Marium Mariama
Miriam Miryam Myriam
Muna Mouna Muno
Nadia Nadiya Nadiyah
Nafisa Nafeesa Nafiso
Naima Naeema Naimah Nayima
Najma Nejma
Nimo Nimco
Noora Nura Noura
Rabia Rabiya Rabiah Raabia
Rahma Rahmah Raxma Rahmo
Rania Raniya
Reem Rim
Rukhsana Ruksana
Ruqayyah Ruqayya Ruqaya Rukayya Rukaya Rokaya Rukia Roqaya Rokia Ruqaiya Ruqiya Rukiya Ruqiyo
Sadia Saadia Sadiya Sacdiya
Safiya Safiyya Safia Safiyah Saffiyah Safiyyah
Sahra Zahra Zahraa Zehra Zahrah Sahro Saharo
Salma Selma Salmah Salmaa
Samia Samiya Samiyah
Samira Sameera Samirah
Sana Sanaa Sanah
Shamsa Shamso
Sidra Sidrah
Suad Souad Sucaad
Sumaya Sumayya Sumaiya Soumaya Somaya Sumeya Sumayyah Sumaiyah
Tasnim Tasneem Tesnim
Ubah Ubax
Yasmin Yasmine Yasmeen Yasmiin Jasmin: Yaz Yas
Zainab Zaynab Zeinab Zaineb Zeynab Saynab Sainab Zeynep
Zeenat Zinat
Zoya Zoia
`;
