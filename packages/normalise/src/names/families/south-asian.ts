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
Amandeep: Aman | Deep
Anaya Anaaya Anayah
Arjun Arjan
Avni Avnee
Baljinder Baljindar: Bal
Diya Diyaa
Esha Eesha
Gurdeep: Deep
Gurpreet: Preet | Gurps
Hardeep: Deep
Harpreet: Preet | Harps
Inderjit Inderjeet: Inder
Ishaan Ishan Eshan
Jannatul: Jannat
Jasdeep: Deep | Jas
Jaspreet: Preet | Jas
Kabir Kabeer
Kavya Kaviya
Krishna Krisna
Kuldeep: Deep
Lakshmi Laxmi
Mandeep: Deep | Mandy
Manjit Manjeet
Manpreet: Preet | Mani
Meera Mira Meerah
Navdeep: Nav
Neha Nehaa
Nikhil Nikil: Nik
Nisha Neesha
Nusrat Nushrat
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
Sandeep: Sandy
Shreya Shriya Shreeya
Siddharth Sidharth Siddhartha: Sid
Simran Simrun
Simranjit Simranjeet: Simran | Sim
Sukhdeep: Sukh | Deep
Sukhpreet: Sukh | Preet
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
