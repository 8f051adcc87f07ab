/** Boys' names of Muslim families from many countries, in the spellings that registers give one name, Somali ones among them. *Shape*: see `variant-families.ts`. */
export const ARABIC_BOYS = `
Muhammad Mohammed Mohammad Mohamed Muhammed Mohamad Muhamed Muhamad Mohamod Mahamed Maxamed Mohammod Muhammet Muhammd Mohammd Mohd Muhd Md Moh'd: Mo
Ahmed Ahmad Achmed Axmed Ahmet Ahamed
Mahmoud Mahmud Mahmood Mehmood Maxamuud Mohamud Mahamud
Hamid Hameed
Hamad Hamed
Aamir Amer Aamer
Abdullah Abdallah Abdulla Abdalla Abdullahi Abdulahi Cabdulaahi Abdulah Abdulle Abdille Cabdulle: Abdi | Abdul
Abdulaziz Abdelaziz Abdiaziz Cabdicasiis Abdul-Aziz: Abdi | Abdul | Aziz
Abdulghani Abdighani Abdelghani Abdigani Abdul-Ghani: Abdi | Abdul
Abdulhakim Abdihakim Abdelhakim Abdul-Hakim: Abdi | Abdul
Abdulhamid Abdihamid Abdelhamid Abdulhameed Abdul-Hamid: Abdi | Abdul | Hamid
Abdulkadir Abdelkader Abdikadir Abdulqadir Abdulkader Abdiqadir Abdul-Qadir: Abdi | Abdul
Abdulkarim Abdelkarim Abdikarim Abdul-Karim Abdulkareem: Abdi | Abdul | Karim
Abdulmajid Abdimajid Abdelmajid Abdulmajeed Abdul-Majid: Abdi | Abdul | Majid
Abdulmalik Abdelmalek Abdimalik Abdul-Malik: Abdi | Abdul | Malik
Abdulnasir Abdinasir Abdelnasser Abdulnasser Abdinaasir Abdul-Nasir: Abdi | Abdul | Nasir
Abdulrahman Abdurrahman Abdirahman Abdelrahman Abdulrehman Abdurahman Cabdiraxmaan Abdul-Rahman Abdur-Rahman Abdurehman: Abdi | Abdul | Rahman
Abdulrashid Abdirashid Abdurrashid Abdul-Rashid: Abdi | Abdul | Rashid
Abdulrazaq Abdulrazzaq Abdirizak Abdirizaq Abdirisaq Abdirazak Abdulrazak: Abdi | Abdul
Abdulsalam Abdisalam Abdusalam Abdussalam Abdelsalam Abdul-Salam: Abdi | Abdul
Abdulsamad Abdisamad Abdul-Samad: Abdi | Abdul
Abdulwahab Abdiwahab Abdelwahab Abdul-Wahab: Abdi | Abdul
Abdifatah Abdulfatah Abdelfattah Abdifatax: Abdi
Abdinur Abdinoor Abdinuur Abdunur: Abdi
Abdishakur Abdishakour Abdulshakur: Abdi
Abdiwali Abdulwali Abdiweli: Abdi
Abubakar Abubakr Aboubakar Abubaker Abu-Bakr Abu-Bakar Abuubakar Aboubacar Abu-Bakkar Abukar Abuukar Abokor
Adam Aadam Adem Aadan Adan Aden
Adil Adel Aadil
Ameen Amin Amine
Ali Aly Cali
Amir Ameer Emir
Anas Anass Annas
Anwar Anwaar
Asad Assad Asaad
Ayaan Ayan
Ayub Ayoub Ayyub Ayyoub
Aziz Azeez
Bashir Basheer Bachir
Bilal Bilaal Belal Billal
Dawud Dawood Daoud Daud Dawoud Davud
Ehsan Ihsan
Faisal Faysal Feisal Faysel
Farhan Farhaan
Faris Fares Faaris
Habib Habeeb
Haider Haidar Hyder Hayder Haydar
Hakim Hakeem
Hamza Hamzah Hamsa Xamse Humza
Haris Haaris Haarith Harith
Haroon Harun Haroun Haaruun
Hasan Hassan Xasan Hassen
Hisham Hicham Hesham
Hussein Hussain Husain Husayn Hossain Hussien Xuseen Huseyin Hosain Hussayn Husein
Ibrahim Ebrahim Ibraheem Brahim Ibraahim Ebrahem Ibrahima Ebrima: Ibby | Ibo
Idris Idrees Idriss
Ilyas Elyas Ilyaas Iliyas
Imran Emran Imraan
Iqbal Ikbal
Irfan Erfan
Isa Eesa Issa Essa Eisa Ciise
Ismail Ismael Esmail Ismaeel Ismaaciil Ismaiil Smail: Ish
Jafar Jaafar Jaffar Jafer Djafar
Jamal Gamal Jamaal Djamal
Jamil Jameel Gamil
Jibril Jibreel Gibril Jabril Djibril
Junaid Junayd Junaed Joneid
Kamal Kemal Kamaal
Kareem Karim Kerim
Khalid Khaled Halid
Luqman Lukman Loqman
Mahdi Mehdi
Majid Majeed
Malik Malek Maalik
Mansoor Mansur Mansour
Mikail Mikaeel Mikaail
Muadh Muaz Moaz Muath
Musa Moosa Moussa Mousa Muuse Musah Muse
Musab Musaab Mosab
Mustafa Mostafa Moustafa Mustapha Mustafe
Nabil Nabeel Nebil
Naeem Naim
Nasir Nasser Naser Nassir Naasir
Noor Nur Nour Nuur
Nuh Nooh Nouh
Omar Umar Omer Umer Cumar Oumar
Othman Uthman Osman Usman Cismaan Ousmane Uthmaan Usmaan
Qasim Kasim Qassim Kassem Qaasim
Rahim Raheem
Rashid Rasheed Rachid
Rayyan Rayan Rayaan
Raza Reza
Riyad Riad Riyadh
Saad Sacad
Sadiq Sadik
Saeed Said Saeid Siciid
Saleh Salih Saalih
Salim Saleem Selim
Sameer Samir
Shahid Shaheed
Sharif Shareef Cherif Sherif
Shoaib Shuaib Shuayb
Sufyan Sufian Sofiane
Sulaiman Suleiman Suleyman Sulayman Solaiman Suleman Saleban
Syed Sayed Sayyid Sayid Saiyed
Taha Taaha
Talha Talhah
Tariq Tarik Tarek Tareq
Tayyab Tayab
Usama Osama Oussama
Uzair Uzayr
Waleed Walid Oualid
Waseem Wasim
Yahya Yahia Yehya Yahye
Yaqub Yaqoob Yakub Yaqoub
Yasin Yaseen Yassin Yasseen Yacine Yassine
Yasir Yasser Yaser
Yousuf Yusuf Youssef Yousef Yusef Yousif Youssouf Yuusuf Yousaf
Younis Yunus Younes Yunis Younus Yonis
Zaid Zayd Zeyd
Zain Zayn Zein Zayne
Zakariya Zekeriya Zakaria Zakariyya Zakariah Sakariye Zakariyah: Zak Zac | Zaki
Zeeshan Zeshan Zishan
Zubair Zubayr Zobair
Abshir Absher
Ayanle Ayaanle
Awad Cawad
Awale Cawaale
Dahir Daahir
Diriye Diiriye Dirie
Duale Ducaale Dualeh
Egal Igal Cigaal
Elmi Cilmi Ilmi
Farah Faarax Farax
Geedi Gedi Guedi
Guled Guuleed
Hashi Xaashi
Hirsi Xirsi Hersi Xersi
Jama Jamac
Liban Liibaan
Roble Rooble
Samatar Samater
Sharmarke Sharmaarke
Warsame Warsama
`;
