/** Forenames of Indian, Pakistani, Bangladeshi, Sri Lankan and Nepali families, with short forms. *Shape*: see `variant-families.ts`. */
export const SOUTH_ASIAN = `
Aarav Arav Aarrav
Aarya Arya
Aaryan Aryan
Abhishek: Abhi
Abinaya Abhinaya
Aditya Adithya: Adi
Akash Aakash
Akshay Akshai
Amandeep Amandip: Aman | Deep
Anaya Anaaya Anayah
Arjun Arjan
Avni Avnee
Baljinder Baljindar: Bal
Diya Diyaa
Esha Eesha
Gurdeep Gurdip: Deep
Gurpreet Gurprit: Preet | Gurps
Hardeep Hardip: Deep
Harpreet Harprit: Preet | Harps
Inderjit Inderjeet: Inder
Ishaan Ishan Eshan
Jannatul: Jannat
Jasdeep: Deep | Jas
Jaspreet Jasprit: Preet | Jas
Kabir Kabeer
Kavya Kaviya
Krishna Krisna
Kuldeep Kuldip: Deep
Lakshmi Laxmi
Mandeep Mandip: Deep | Mandy
Manjit Manjeet
Manpreet Manprit: Preet | Mani
Meera Mira Meerah
Navdeep: Nav
Neha Nehaa
Nikhil Nikil: Nik
Nisha Neesha
Nusrat Nushrat
Pradeep Pardeep Pradip: Deep
Parminder Parmindar: Pam
Pooja Puja
Priya Priyah
Priyanka: Priya
Rahul Raahul
Rajesh: Raj
Rajinder Rajender Rajindar: Raj
Rajvir Rajveer: Raj
Rohan Rohaan
Saanvi Sanvi
Sandeep Sandip: Sandy
Shreya Shriya Shreeya
Siddharth Sidharth Siddhartha: Sid
Simran Simrun
Simranjit Simranjeet: Simran | Sim
Sukhdeep Sukhdip: Sukh | Deep
Sukhpreet Sukhprit: Sukh | Preet
Sunil Suneel
Sunita Suneeta
Tahmid Tahmeed
Tanveer Tanvir Tanbir
Thanush Tanush
Veer Vir
Vihaan Vihan
Vijay Vijai
Vikram: Vik Vicky
Yuvraj Yuvaraj: Yuvi
`;
