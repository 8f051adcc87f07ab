/** One name in several spellings, as registers in England hold them. *Shape*: see `variant-families.ts`. */
export const SPELLINGS = `
Aaliyah Aliyah Aliya Aleah Aliyaa: Liyah
Aaron Arron Aron Aaran
Adele Adel Adelle
Aidan Aiden Aodhan Aydan Ayden Aidyn
Alicia Alisha Alesha Aleesha Alysha Alecia
Amber Ambre
Annalise Annaliese Annalisa
Ashley Ashleigh Ashlee Ashlea
Ayla Aylah
Bailey Bayley Baileigh Bailee
Brandon Branden
Brian Bryan Bryon
Brooke Brook
Brooklyn Brooklynn Brooklynne
Caitlin Kaitlin Katelyn Caitlyn Kaitlyn Catelyn Katelin Kaytlin Kate-Lynn: Cait
Callum Calum Kallum Calem: Cal
Caleb Kaleb
Casey Kasey Kaci Kacey Kacie Kayce
Chelsea Chelsey Chelsie Chelsee
Chloe Khloe Cloe Chloë Khloé
Claire Clare Clair
Clara Klara
Cody Kody Codie
Connor Conor Conner Konnor
Corey Cory Korey
Courtney Kourtney
Crystal Krystal Kristal
Daisy Daisie Daisey
Darcy Darcey Darcie Darci D'Arcy
Darren Darran Darrin
Debbie Debby
Dylan Dillon Dyllan Dilan
Elliot Eliot Elliott Eliott
Ella-Mae Ella-May Ellamae
Ellie-Mae Ellie-May Elliemae
Eloise Heloise Elouise
Elsie Elsy
Eric Erik Erick
Erin Eryn Errin
Esme Esmee Esmé Esmae
Ethan Ethen
Evan Evann
Evie Evi Evey
Faye Fay
Felix Feliks
Fraser Frazer Frasier Frazier
Freya Freja Freyja Freyah
Gemma Jemma
Gracie-Mae Gracie-May Graciemae
Hannah Hanna
Harley Harleigh Harlee
Harvey Harvie
Hayley Hailey Haley Hayleigh Hailee Haylie
Heidi Heidy
Holly Hollie Holli
Isla Islah
Jackson Jaxon Jaxson: Jax
Jade Jayde
Jayden Jaydon Jaiden Jaden Jadon Jaydan
Jayson Jason
Jenson Jensen
Jodie Jody Jodi
Kaiden Kayden Caden Caiden Kaden Cayden
Kane Kayne Cain
Kayla Kaylah Caila
Kayleigh Kayley Kaylee Kaleigh Kayleigh-Ann
Keeley Keely Keighley
Keira Kiera Keera Kiera
Keiran Kieran Kieron Ciaran
Kelly Kelley Kellie
Kelsey Kelsie
Kerry Kerri Kerrie
Kirsty Kirstie Kirstey
Kyle Kyal
Lacey Lacy Lacie Laci
Layton Leyton Leighton
Leah Lea
Leanne Leeanne Lianne Leann
Lee Leigh
Lexi Lexie Lexy
Lexi-Mae Lexie-Mae Lexi-May Lexie-May
Libby Libbie
Lila Lyla Lilah Lylah
Lily Lilly Lillie Lilli
Lily-Ann Lily-Anne Lilly-Ann Lilly-Anne
Lily-Grace Lilly-Grace
Lily-Mae Lilly-Mae Lily-May Lilly-May
Lily-Rose Lilly-Rose
Logan Logen
Lola Lolah
Luca Luka Lucca
Lucas Lukas Luccas
Lucy Lucie Luci
Lydia Lidia
Mabel Maybel
Macey Macy Maci Macie
Maisie Maisy Maizie Mayzie Maisey
Malachi Malachy Malakai
Mia Miah Meah
Mila Milah
Molly Mollie
Morgan Morgen
Myla Mylah
Naomi Naomie
Neil Neal Neill
Nevaeh Neveah
Niall Nial Nyall
Nicky Nikki
Paige Payge
Peyton Payton
Phoebe Pheobe Phebe Phoebee
Poppy Poppie
Quinn Quin
Rhys Reece Rees Reese Rhyss
Riley Rylee Ryley Reilly Rileigh
Rihanna Rhianna Rianna
Robyn Robynne
Ruby Rubie Rubi
Ryan Rian Rhyan
Scarlett Scarlet Scarlette
Sean Shaun Shawn Seán
Shay Shae Shea
Sienna Siena
Skye Sky
Skyla Skylah
Skylar Skyler
Sonny Sunny
Summer Sommer
Tegan Teagan Teigan
Tia Tiah
Tiana Tianna
Tilly Tillie
Toby Tobie Tobey
Tracy Tracey Tracie
Tyler Tylor Tylar
Xavier Zavier
Zane Zayne
Zara Zarah
Zoe Zoey Zoë Zoie Zowie
`;
